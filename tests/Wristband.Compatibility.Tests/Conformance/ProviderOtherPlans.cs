using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Compatibility.Tests.Replays;

namespace Wristband.Compatibility.Tests.Conformance;

internal sealed class ProviderConfigPlan : Plan<Wire>
{
    private static readonly string[] Endpoints =
        ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"];

    public ProviderConfigPlan() : base("oidcc-config-certification-test-plan") =>
        Add("oidcc-discovery-endpoint-verification", "status, content type, issuer, schema, algorithms, endpoints, keys, PKCE methods",
            async w =>
        {
            var document = await w.MetadataAsync();
            document.Header("Content-Type")!.ShouldStartWith("application/json");
            document["issuer"].GetString().ShouldBe(w.App.Base);
            foreach (var endpoint in Endpoints)
                Uri.TryCreate(document[endpoint].GetString(), UriKind.Absolute, out _).ShouldBeTrue(endpoint);
            foreach (var list in new[] { "response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported",
                "grant_types_supported", "scopes_supported" })
                document[list].GetArrayLength().ShouldBeGreaterThan(0, list);
            document["id_token_signing_alg_values_supported"].EnumerateArray().Select(a => a.GetString()).ShouldContain("RS256");
            document["scopes_supported"].EnumerateArray().Select(a => a.GetString()).ShouldContain("openid");
            document["code_challenge_methods_supported"].ValueKind.ShouldBe(JsonValueKind.Array);
            (await w.GetAsync(new Uri(document["jwks_uri"].GetString()!).AbsolutePath))["keys"].GetArrayLength().ShouldBeGreaterThan(0);
        });
}

/// <summary>The suite runs this module outside of its plans.</summary>
internal sealed class ProviderKeyRotation : Plan<Wire>
{
    public ProviderKeyRotation() : base("(outside of a plan)") =>
        AddLater("oidcc-server-rotate-keys", "a new key appears and signs, and the old one stays for what it signed", async w =>
        {
            await Login.RunAsync(w);
            await w.AgeSigningKeyAsync();
            var before = await Login.RunAsync(w);
            w.Platform.Time.Advance(TimeSpan.FromHours(12));
            var after = await Login.RunAsync(w);
            KidOf(after).ShouldNotBe(KidOf(before));
            await after.ValidIdTokenAsync();
            (await KeysAsync(w)).ShouldBe([KidOf(before), KidOf(after)], ignoreOrder: true);
        });

    private static async Task<List<string?>> KeysAsync(Wire wire) =>
        [.. (await wire.GetAsync("/api/v1/oauth2/jwks"))["keys"].EnumerateArray().Select(key => key.GetProperty("kid").GetString())];

    private static string? KidOf(Login login) => Wire.Header(login.IdToken).GetProperty("kid").GetString();
}

internal sealed class ProviderBackChannelPlan : Plan<Wire>
{
    public ProviderBackChannelPlan() : base("oidcc-backchannel-rp-initiated-logout-certification-test-plan")
    {
        Add("oidcc-backchannel-logout-discovery-endpoint-verification", "supported, with sessions, beside end_session_endpoint", async w =>
        {
            var document = await w.MetadataAsync();
            document["backchannel_logout_supported"].GetBoolean().ShouldBeTrue();
            document["backchannel_logout_session_supported"].GetBoolean().ShouldBeTrue();
            document["end_session_endpoint"].GetString().ShouldNotBeNullOrEmpty();
        });
        AddLater("oidcc-backchannel-rp-initiated-logout",
            "a logout token with signature, sub, sid and event, without nonce; the browser returns, and prompt=none errors", async w =>
        {
            await w.ChangeClientAsync(client => client.BackchannelLogoutUri = "https://rp.example/backchannel-logout");
            var login = await Login.RunAsync(w);
            var page = await w.OpenAsync(
                $"{w.Tenant.Base}/api/v1/logout?id_token_hint={login.IdToken}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A6001%2F");
            page.Location.ToString().ShouldBe("http://localhost:6001/");
            (await w.OpenAsync(w.AuthorizeUrl(("prompt", "none")))).Query("error").ShouldBe("login_required");

            var token = await w.Platform.Services.GetRequiredService<LogoutInbox>().NextAsync();
            var claims = await (login with { IdToken = token }).ValidIdTokenAsync();
            claims.GetProperty("sub").GetString().ShouldBe(w.Person.Id);
            claims.GetProperty("sid").GetString().ShouldBe(Wire.Payload(login.IdToken).GetProperty("sid").GetString());
            claims.GetProperty("events").GetProperty("http://schemas.openid.net/event/backchannel-logout").ValueKind
                .ShouldBe(JsonValueKind.Object);
            claims.TryGetProperty("nonce", out _).ShouldBeFalse();
        });
    }
}

internal sealed class ProviderLogoutPlan : Plan<Wire>
{
    private const string Home = "http://localhost:6001/";

    public ProviderLogoutPlan() : base("oidcc-rp-initiated-logout-certification-test-plan")
    {
        Add("oidcc-rp-initiated-logout-discovery-endpoint-verification", "end_session_endpoint is there", async w =>
            (await w.MetadataAsync())["end_session_endpoint"].GetString().ShouldEndWith("/api/v1/logout"));
        Add("oidcc-rp-initiated-logout", "redirect with state; afterwards prompt=none errors", async w =>
        {
            var login = await Login.RunAsync(w);
            var answer = await LogoutAsync(w, ("id_token_hint", login.IdToken), ("post_logout_redirect_uri", Home), ("state", "a-state"));
            answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(Home);
            answer.Query("state").ShouldBe("a-state");
            await IsOutAsync(w);
        });
        Add("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri", "an unregistered URI is not redirected to", async w =>
            (await LogoutAsync(
                w, ("id_token_hint", (await Login.RunAsync(w)).IdToken),
                ("post_logout_redirect_uri", "https://evil.example/"))).Location.Host.ShouldBe("localhost"));
        Asks("oidcc-rp-initiated-logout-modified-id-token-hint", "an unsigned hint proves nothing: the person is asked", login =>
            Unsigned(login.IdToken));
        Asks("oidcc-rp-initiated-logout-no-id-token-hint", "no hint: the person is asked", _ => null);
        Add("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri", "a query added to a registered URI is not redirected to",
            async w =>
            (await LogoutAsync(
                w, ("id_token_hint", (await Login.RunAsync(w)).IdToken),
                ("post_logout_redirect_uri", Home + "?foo=bar"))).Location.Query.ShouldNotContain("foo=bar"));
        Asks("oidcc-rp-initiated-logout-bad-id-token-hint", "a hint of somebody else proves nothing: the person is asked", _ =>
            "eyJhbGciOiJSUzI1NiJ9.eyJzaWQiOiJ4In0.c2ln");
        Asks("oidcc-rp-initiated-logout-no-params", "no parameters: the person is asked, and is out afterwards", _ =>
            null, withRedirect: false);
        Add("oidcc-rp-initiated-logout-no-post-logout-redirect-uri", "logs out and ends on a page of the application", async w =>
        {
            (await LogoutAsync(w, ("id_token_hint", (await Login.RunAsync(w)).IdToken))).Location.GetLeftPart(UriPartial.Path)
                .ShouldBe(w.App.LoginUrl);
            await IsOutAsync(w);
        });
        Add("oidcc-rp-initiated-logout-only-state", "state alone: the person is asked", async w =>
        {
            await Login.RunAsync(w);
            (await LogoutAsync(w, ("state", "a-state"))).Location.AbsolutePath.ShouldBe("/logout");
        });
        Add("oidcc-rp-initiated-logout-no-state", "redirect without state", async w =>
        {
            var answer = await LogoutAsync(w, ("id_token_hint", (await Login.RunAsync(w)).IdToken), ("post_logout_redirect_uri", Home));
            answer.Location.ToString().ShouldBe(Home);
        });
    }

    private void Asks(string module, string checks, Func<Login, string?> hint, bool withRedirect = true) => Add(module, checks, async w =>
    {
        var login = await Login.RunAsync(w);
        var answer = await LogoutAsync(w, ("id_token_hint", hint(login)), ("post_logout_redirect_uri", withRedirect ? Home : null));
        answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(w.Tenant.Base + "/logout");
        (await w.OpenAsync(w.AuthorizeUrl(("prompt", "none")))).Query("code")
            .ShouldNotBeNull("the session must live until the person agrees");
        var page = await w.Browser.GetAsync(answer.Location.ToString());
        await w.Browser.SubmitAsync(page, "main form", follow: false);
        await IsOutAsync(w);
    });

    private static Task<Answer> LogoutAsync(Wire wire, params (string Name, string? Value)[] parameters) =>
        wire.OpenAsync($"{wire.Tenant.Base}/api/v1/logout?" + string.Join('&',
            parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}")));

    private static async Task IsOutAsync(Wire wire) =>
        (await wire.OpenAsync(wire.AuthorizeUrl(("prompt", "none")))).Query("error").ShouldBe("login_required");

    /// <summary>The same claims with another session id and alg none: what an attacker can make.</summary>
    private static string Unsigned(string idToken)
    {
        var claims = Wire.Payload(idToken).EnumerateObject().ToDictionary(p => p.Name, p => p.Name == "sid" ? (object)"another" : p.Value);
        claims.Remove("aud");
        return $"{Encode("""{"alg":"none"}""")}.{Encode(JsonSerializer.Serialize(claims))}.";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
