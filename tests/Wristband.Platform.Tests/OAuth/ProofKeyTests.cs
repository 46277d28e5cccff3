using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>X-A11, X-F4: the grammar of PKCE, and the clients that may do without it.</summary>
public class ProofKeyTests(SharedPlatform shared)
{
    private static readonly (string, string?)[] NoProofKey = [("code_challenge", null), ("code_challenge_method", null)];
    private readonly PlatformHost _platform = shared.Host;

    public static TheoryData<string> BadChallenges =>
    [
        new string('!', 43), new string('a', 42), new string('a', 44), new string('a', 128), new string('a', 42) + "=",
        new string('a', 42) + "+", new string('a', 42) + "/", new string('a', 42) + "~", new string('a', 42) + ".",
        new string('a', 42) + "é", new string('a', 42) + "\n", " ",
    ];

    public static TheoryData<string> BadVerifiers =>
    [
        "short", new string('a', 42), new string('a', 129), new string('a', 42) + "+", new string('a', 42) + "=", new string('a', 42) + "/",
        new string('a', 42) + " ", new string('a', 42) + "é", new string('a', 42) + "\n",
    ];

    [Theory]
    [MemberData(nameof(BadChallenges))]
    public async Task XA11_a_challenge_outside_of_the_grammar_is_an_invalid_request(string challenge)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());

        (await ErrorAsync(user, RedirectAsync, ("code_challenge", challenge))).ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("s256")]
    [InlineData("S512")]
    [InlineData(null)]
    public async Task XA11_another_method_is_an_invalid_request(string? method)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());

        (await ErrorAsync(user, RedirectAsync, ("code_challenge_method", method))).ShouldBe("invalid_request");
    }

    /// <summary>Even when its hash is the challenge.</summary>
    [Theory]
    [MemberData(nameof(BadVerifiers))]
    public async Task XA11_a_verifier_outside_of_the_grammar_is_an_invalid_request(string verifier)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var challenge = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));

        var answer = await app.RedeemAsync(await app.CodeAsync(user, ("code_challenge", challenge)), ("code_verifier", verifier));

        answer.ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData(43)]
    [InlineData(128)]
    public async Task XA11_the_shortest_and_the_longest_verifier_work(int length)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var verifier = string.Concat("aZ09-._~".PadRight(length, 'x'));
        var challenge = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

        var code = await app.CodeAsync(user, ("code_challenge", challenge));
        (await app.RedeemAsync(code, ("code_verifier", verifier))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task XA11_a_verifier_that_does_not_fit_is_an_invalid_grant_and_a_malformed_one_uses_nothing_up()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var code = await app.CodeAsync(user);

        (await app.RedeemAsync(code, ("code_verifier", "short"))).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
        (await app.RedeemAsync(code, ("code_verifier", new string('b', 43)))).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task XF4_a_confidential_client_that_was_registered_so_signs_in_without_pkce()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeClientAsync(user.Tenant.Application, client => client.RequireProofKey = false);
        var app = new RelyingParty(_platform, user.Tenant.Application);

        var answer = await app.RedeemAsync(await app.CodeAsync(user, NoProofKey), ("code_verifier", null));

        Jwt.Read(Tokens.Of(answer).IdToken).Claim("nonce").ShouldBe(RelyingParty.Nonce);
    }

    [Fact]
    public async Task XF4_it_needs_a_nonce_then()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeClientAsync(user.Tenant.Application, client => client.RequireProofKey = false);

        (await ErrorAsync(user, RedirectAsync, [.. NoProofKey, ("nonce", null)])).ShouldBe("invalid_request");
    }

    [Fact]
    public async Task XF4_whoever_uses_pkce_although_it_need_not_is_held_to_it()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeClientAsync(user.Tenant.Application, client => client.RequireProofKey = false);
        var app = new RelyingParty(_platform, user.Tenant.Application);

        (await app.RedeemAsync(await app.CodeAsync(user), ("code_verifier", null))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await app.RedeemAsync(await app.CodeAsync(user), ("code_verifier", new string('b', 43))))
            .ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.RedeemAsync(await app.CodeAsync(user, ("nonce", null)))).Status.ShouldBe(HttpStatusCode.OK);
        (await ErrorAsync(user, RedirectAsync, ("code_challenge", null))).ShouldBe("invalid_request");
    }

    /// <summary>RFC 9700 2.1.1: a code that was asked for without a challenge must not be redeemed with a verifier.</summary>
    [Fact]
    public async Task XF4_a_verifier_without_a_challenge_stays_an_error()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeClientAsync(user.Tenant.Application, client => client.RequireProofKey = false);
        var app = new RelyingParty(_platform, user.Tenant.Application);

        (await app.RedeemAsync(await app.CodeAsync(user, NoProofKey))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task XF4_a_native_app_needs_pkce_whatever_was_registered()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var native = await _platform.ClientAsync(user.Tenant.Application, ClientType.Native);
        await _platform.ChangeAsync(user.Tenant.Application, async database =>
            (await database.OAuthClients.FindAsync(native.Id))!.RequireProofKey = false);

        (await ErrorAsync(user, RedirectAsync, [.. NoProofKey, ("client_id", native.Id)])).ShouldBe("invalid_request");
    }

    [Fact]
    public async Task XF4_it_is_mandatory_unless_somebody_asked()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());

        (await ErrorAsync(user, RedirectAsync, NoProofKey)).ShouldBe("invalid_request");
    }

    private static async Task<string?> ErrorAsync(
        SomeUser user, Func<SomeUser, (string, string?)[], Task<Page>> open, params (string, string?)[] changes)
    {
        var page = await open(user, changes);
        page.Location.ShouldNotBeNull(page.Body);
        return QueryHelpers.ParseQuery(page.Location.Query)["error"].ToString();
    }

    private async Task<Page> RedirectAsync(SomeUser user, (string, string?)[] changes)
    {
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        return await browser.GetOnceAsync(new RelyingParty(_platform, user.Tenant.Application).AuthorizeUrl(user.Tenant, changes));
    }
}
