using System.Net;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Callback;

/// <summary>S-24: no session without an ID token that is entirely right.</summary>
public class IdTokenTests
{
    private static readonly Dictionary<string, Action<TokenDraft>> Bad = new()
    {
        ["signed by another key"] = t => t.Key = TestKeys.Second,
        ["signed by an unknown key"] = t => (t.Key, t.KeyId) = (TestKeys.Second, TestKeys.Second.KeyId),
        ["without key id"] = t => t.KeyId = null,
        ["not signed"] = t => t.Algorithm = "none",
        ["signed with a shared secret"] = t => t.Algorithm = SecurityAlgorithms.HmacSha256,
        ["signed with another algorithm"] = t => t.Algorithm = SecurityAlgorithms.RsaSha512,
        ["with a critical header"] = t => t.Header["crit"] = new[] { "exp" },
        ["an access token"] = t => t.Type = "at+jwt",
        ["a logout token"] = t => t.Type = "logout+jwt",
        ["of another issuer"] = t => t.With("iss", "https://evil.example"),
        ["of an issuer with a slash more"] = t => t.With("iss", FakePlatform.Issuer + "/"),
        ["without issuer"] = t => t.Without("iss"),
        ["for another client"] = t => t.With("aud", "other-client"),
        ["without audience"] = t => t.Without("aud"),
        ["for several clients, party unknown"] = t => t.With("aud", new[] { FakePlatform.ClientId, "other-client" }),
        ["for several clients, another's party"] = t =>
            t.With("aud", new[] { FakePlatform.ClientId, "other-client" }).With("azp", "other-client"),
        ["with another party"] = t => t.With("azp", "other-client"),
        ["without expiry"] = t => t.Without("exp"),
        ["expired for a minute"] = t => t.With("exp", (long)t.Claims["iat"] - 60),
        ["not valid yet"] = t => t.With("nbf", (long)t.Claims["iat"] + 120),
        ["without time of issue"] = t => t.Without("iat"),
        ["issued in the future"] = t => t.With("iat", (long)t.Claims["iat"] + 120),
        ["with another nonce"] = t => t.With("nonce", "another"),
        ["without nonce"] = t => t.Without("nonce"),
        ["with another access token's hash"] = t => t.With("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
        ["without subject"] = t => t.Without("sub"),
        ["of another subject than userinfo"] = t => t.With("sub", "somebody-else"),
        ["of another tenant than userinfo"] = t => t.With("tnt_id", "id-of-globex"),
    };

    private static readonly Dictionary<string, Action<TokenDraft>> Good = new()
    {
        ["for several clients, with us as the party"] = t =>
            t.With("aud", new[] { FakePlatform.ClientId, "other" }).With("azp", FakePlatform.ClientId),
        ["expired less than a minute ago"] = t => t.With("exp", (long)t.Claims["iat"] - 59),
        ["issued by a clock half a minute ahead"] = t => t.With("iat", (long)t.Claims["iat"] + 30),
        ["without access token hash"] = t => t.Without("at_hash"),
        ["without tenant"] = t => t.Without("tnt_id"),
        ["without type"] = t => t.Type = "",
        ["with lists and objects"] = t => t.With("amr", new[] { "pwd", "otp" }).With("custom_claims", new { a = new[] { 1, 2 } }),
    };

    public static TheoryData<string> BadOnes() => [.. Bad.Keys];

    public static TheoryData<string> GoodOnes() => [.. Good.Keys];

    [Theory]
    [MemberData(nameof(BadOnes))]
    public async Task A_bad_token_signs_nobody_in_and_its_grant_is_revoked(string how)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditIdToken = Bad[how];

        await RefusedAsync(world);
    }

    [Theory]
    [MemberData(nameof(GoodOnes))]
    public async Task A_right_token_signs_in(string how)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditIdToken = Good[how];

        await world.SignInAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("a.b.c.d.e")]
    public async Task Something_else_in_its_place_signs_nobody_in(string? idToken)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditTokenAnswer = t => t["id_token"] = idToken;

        await RefusedAsync(world);
    }

    [Fact]
    public async Task A_token_changed_after_signing_signs_nobody_in()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditTokenAnswer = t => t["id_token"] = TokenDraft.Tampered((string)t["id_token"]!);
        world.Platform.EditUserInfo = u => u["sub"] = "somebody-else";

        await RefusedAsync(world);
    }

    // S-82: a key that must not be trusted
    [Theory]
    [InlineData("small")]
    [InlineData("for encryption")]
    [InlineData("for another algorithm")]
    [InlineData("twice")]
    [InlineData("of no kind that signs")]
    public async Task A_token_signed_with_an_unfit_key_signs_nobody_in(string how)
    {
        await using var world = await SdkWorld.StartAsync();
        var key = how == "small" ? TestKeys.Small : TestKeys.Second;
        var jwk = TestKeys.Jwk(key);
        if (how == "for encryption") jwk["use"] = "enc";
        if (how == "for another algorithm") jwk["alg"] = "RS512";
        if (how == "of no kind that signs") jwk["kty"] = "oct";
        world.Platform.Keys.Add(jwk);
        if (how == "twice") world.Platform.Keys.Add(TestKeys.Jwk(key));
        world.Platform.EditIdToken = t => (t.Key, t.KeyId) = (key, key.KeyId);

        await RefusedAsync(world);
    }

    [Fact]
    public async Task A_platform_that_signs_with_ES256_signs_people_in()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Keys.Clear();
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.OnCurve));
        world.Platform.EditIdToken = t => t.SignedBy(TestKeys.OnCurve, SecurityAlgorithms.EcdsaSha256);

        await world.SignInAsync();
    }

    // S-82, S-83: the key says how it may be used, not the header
    [Theory]
    [MemberData(nameof(EllipticKeys.Confusions), MemberType = typeof(EllipticKeys))]
    public async Task A_key_of_one_kind_signs_nobody_in_under_the_name_of_another(string how)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.OnCurve));
        world.Platform.EditIdToken = EllipticKeys.Confuse[how];

        await RefusedAsync(world);
    }

    [Theory]
    [MemberData(nameof(EllipticKeys.UnfitOnes), MemberType = typeof(EllipticKeys))]
    public async Task A_token_signed_with_an_unfit_key_on_a_curve_signs_nobody_in(string how)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Keys.Add(EllipticKeys.Unfit(how));
        world.Platform.EditIdToken = t => t.SignedBy(TestKeys.OnCurve, SecurityAlgorithms.EcdsaSha256);

        await RefusedAsync(world);
    }

    // S-82: a header that brings its own key
    [Fact]
    public async Task Keys_named_in_the_token_itself_are_ignored()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditIdToken = t =>
        {
            (t.Key, t.KeyId) = (TestKeys.Second, "its-own");
            t.Header["jwk"] = TestKeys.Jwk(TestKeys.Second);
            t.Header["jku"] = "https://evil.example/keys";
            t.Header["x5u"] = "https://evil.example/chain";
        };

        await RefusedAsync(world);
    }

    [Fact]
    public async Task Keys_that_cannot_be_fetched_are_an_outage()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["jwks"] = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };

        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Body.ShouldContain("WB1502");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
    }

    private static async Task RefusedAsync(SdkWorld world)
    {
        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");
        await world.Platform.AnsweredAsync("revoke");

        page.Status.ShouldBe(HttpStatusCode.BadGateway, page.Body);
        page.Body.ShouldMatch("WB1209|WB1210|WB1218");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
        world.Platform.Revoked.Count.ShouldBe(1);
    }
}
