using System.Net;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.Compatibility.Tests.Conformance;

/// <summary>The SDK as relying party, against a provider that misbehaves as the suite's does.</summary>
internal sealed class RelyingPartyBasicPlan : Plan<SdkWorld>
{
    public RelyingPartyBasicPlan() : base("oidcc-client-basic-certification-test-plan")
    {
        Add("oidcc-client-test", "a whole login", async world => await world.SignInAsync());
        Refuses("oidcc-client-test-invalid-iss", "another issuer is refused", token => token.With("iss", "https://another.example"));
        Refuses("oidcc-client-test-missing-sub", "a missing sub is refused", token => token.Without("sub"));
        Refuses("oidcc-client-test-invalid-aud", "another audience is refused", token => token.With("aud", "another-client"));
        Refuses("oidcc-client-test-missing-iat", "a missing iat is refused", token => token.Without("iat"));
        Leave("oidcc-client-test-kid-absent-single-jwks", "no kid and one key: accepted",
            "refused on purpose: a token that names no key is not ours. The platform always names one");
        Add("oidcc-client-test-kid-absent-multiple-jwks", "no kid and several keys: refused", async world =>
        {
            world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.Second));
            world.Platform.EditIdToken = token => token.KeyId = null;
            await SignsNobodyInAsync(world);
        });
        Add("oidcc-client-test-idtoken-sig-rs256", "RS256 is accepted", async world => await world.SignInAsync());
        Refuses("oidcc-client-test-idtoken-sig-none", "alg none is refused: nobody asked for it", token => token.Algorithm = "none");
        Refuses("oidcc-client-test-invalid-sig-rs256", "a wrong signature is refused", token => token.Key = TestKeys.Second);
        Add("oidcc-client-test-userinfo-invalid-sub", "userinfo of somebody else is refused", async world =>
        {
            world.Platform.EditUserInfo = answer => answer["sub"] = "somebody-else";
            await SignsNobodyInAsync(world);
        });
        Refuses("oidcc-client-test-nonce-invalid", "another nonce is refused", token => token.With("nonce", "another-nonce"));
        Add("oidcc-client-test-scope-userinfo-claims", "userinfo's claims reach the application", async world =>
        {
            await world.SignInAsync();
            (await world.Browser.GetAsync(SdkWorld.App + "/claims")).Body.ShouldContain("alice@acme.example");
        });
        Add("oidcc-client-test-client-secret-basic", "the client authenticates with Basic; the provider takes nothing else", async world =>
            await world.SignInAsync());
    }

    private void Refuses(string module, string checks, Action<TokenDraft> spoil) => Add(module, checks, async world =>
    {
        world.Platform.EditIdToken = spoil;
        await SignsNobodyInAsync(world);
    });

    internal static async Task SignsNobodyInAsync(SdkWorld world)
    {
        var page = await world.Browser.GetOnceAsync((await world.CallbackOfANewLoginAsync()).AbsoluteUri);
        page.Status.ShouldBe(HttpStatusCode.BadGateway, "the provider cannot be trusted, and the person is told");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
        using var answer = await world.FetchAsync("/api/hello");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}

internal sealed class RelyingPartyConfigPlan : Plan<SdkWorld>
{
    private const string NoDocument =
        "the SDK is configured by sdk-configuration and the vanity domain; it never reads a discovery document";

    public RelyingPartyConfigPlan() : base("oidcc-client-config-certification-test-plan")
    {
        Leave("oidcc-client-test-discovery-openid-config", "the discovery document is used", NoDocument);
        Add("oidcc-client-test-discovery-jwks-uri-keys", "the published keys are used", async world =>
        {
            await world.SignInAsync();
            world.Platform.Calls("jwks").ShouldBeGreaterThan(0);
        });
        Leave("oidcc-client-test-discovery-issuer-mismatch", "a document of another issuer is refused", NoDocument
            + ", so no document can name another issuer");
        Add("oidcc-client-test-idtoken-sig-none", "alg none is refused", async world =>
        {
            world.Platform.EditIdToken = token => token.Algorithm = "none";
            await RelyingPartyBasicPlan.SignsNobodyInAsync(world);
        });
        Add("oidcc-client-test-signing-key-rotation-just-before-signing", "a key that was published just before signing is found",
            async world =>
        {
            await world.SignInAsync();
            world.Browser.Cookies.Clear();
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            Rotate(world);
            await world.SignInAsync();
        });
        Add("oidcc-client-test-signing-key-rotation", "the next login after a rotation works", async world =>
        {
            await world.SignInAsync();
            Rotate(world);
            world.Browser.Cookies.Clear();
            world.Clock.Advance(TimeSpan.FromHours(1));
            await world.SignInAsync();
        });
    }

    private static void Rotate(SdkWorld world)
    {
        world.Platform.Keys.Clear();
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.Second));
        world.Platform.EditIdToken = token => (token.Key, token.KeyId) = (TestKeys.Second, TestKeys.Second.KeyId);
    }
}

internal sealed class RelyingPartyRefreshPlan : Plan<SdkWorld>
{
    public RelyingPartyRefreshPlan() : base("oidcc-client-refreshtoken-test-plan")
    {
        Add("oidcc-client-test-refresh-token", "an expired access token is refreshed", async world =>
        {
            await ExpiredAsync(world);
            (await world.FetchAsync("/api/hello")).StatusCode.ShouldBe(HttpStatusCode.OK);
            world.Platform.Calls("token.refresh").ShouldBe(1);
        });
        Refuses("oidcc-client-test-refresh-token-invalid-issuer", "an ID token of another issuer is refused", token =>
            token.With("iss", "https://another.example"));
        Refuses("oidcc-client-test-refresh-token-invalid-sub", "an ID token of another subject is refused", token =>
            token.With("sub", "somebody-else"));
    }

    private void Refuses(string module, string checks, Action<TokenDraft> spoil) => Add(module, checks, async world =>
    {
        await ExpiredAsync(world);
        world.Platform.EditIdToken = spoil;
        using var answer = await world.FetchAsync("/api/hello");
        answer.StatusCode.ShouldNotBe(HttpStatusCode.OK);
    });

    private static async Task ExpiredAsync(SdkWorld world)
    {
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(31));
    }
}

internal sealed class RelyingPartyLogoutPlan : Plan<SdkWorld>
{
    public RelyingPartyLogoutPlan() : base("oidcc-client-rp-initiated-logout-rp-basic")
    {
        Add("oidcc-client-test-rp-init-logout", "the session ends here and the browser goes to the provider's logout", async world =>
        {
            await world.SignInAsync();
            var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");
            page.Location!.AbsolutePath.ShouldBe("/api/v1/logout");
            world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
        });
        Leave("oidcc-client-test-rp-init-logout-invalid-state", "another state on the way back",
            "the SDK sends no state, because nothing waits for the way back: the session is over before the browser leaves");
        Leave("oidcc-client-test-rp-init-logout-no-state", "no state on the way back", "the same");
    }
}

internal sealed class RelyingPartyBackChannelPlan : Plan<SdkWorld>
{
    public RelyingPartyBackChannelPlan() : base("oidcc-client-back-channel-logout-rp-basic")
    {
        Add("oidcc-client-test-backchannel-logout", "a right logout token ends the session", async world =>
            (await StatusAfterAsync(world, _ => { })).ShouldBe((200, 401)));
        Refuses("alg-none", "a token that is not signed is refused", token => token.Algorithm = "none");
        Refuses("no-event", "a token without the event is refused", token => token.Without("events"));
        Refuses("with-nonce", "a token with a nonce is refused", token => token.With("nonce", "a-nonce"));
        Refuses("wrong-alg", "a token signed with another algorithm is refused", token => token.Algorithm = SecurityAlgorithms.RsaSha512);
        Refuses("wrong-aud", "another audience is refused", token => token.With("aud", "another-client"));
        Refuses("wrong-event", "another event is refused", token =>
            token.With("events", new Dictionary<string, object> { [FakePlatform.LogoutEvent + "x"] = new { } }));
        Refuses("wrong-issuer", "another issuer is refused", token => token.With("iss", "https://another.example"));
    }

    private void Refuses(string module, string checks, Action<TokenDraft> spoil) => Add(
        "oidcc-client-test-backchannel-logout-" + module, checks, async world =>
            (await StatusAfterAsync(world, spoil)).ShouldBe((400, 200)));

    /// <summary>What the provider gets for its token, and what the signed-in person gets afterwards.</summary>
    private static async Task<(int Provider, int Person)> StatusAfterAsync(SdkWorld world, Action<TokenDraft> spoil)
    {
        world.Platform.EditIdToken = token => token.With("sid", "sid-1");
        await world.SignInAsync();
        var token = world.Platform.LogoutToken();
        spoil(token);
        using var provider = new HttpMessageInvoker(world.Handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, SdkWorld.App + "/api/auth/backchannel-logout")
        {
            Content = new FormUrlEncodedContent([new("logout_token", token.Sign())]),
        };
        using var answer = await provider.SendAsync(request, CancellationToken.None);
        using var after = await world.FetchAsync("/api/hello");
        return ((int)answer.StatusCode, (int)after.StatusCode);
    }
}

internal sealed class RelyingPartyThirdPartyPlan : Plan<SdkWorld>
{
    public RelyingPartyThirdPartyPlan() : base("oidcc-client-test-3rd-party-init-login-test-plan") => Leave(
        "oidcc-client-test-3rd-party-init-login", "a login that the provider starts with iss",
        "the platform starts a login at the application's login endpoint with tenant_name and login_hint, the way Wristband does, not " +
            "with iss and target_link_uri");
}
