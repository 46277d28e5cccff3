using System.Buffers.Text;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>X-A5: what ends a session at the platform's logout address, and what does not.</summary>
public class LogoutProofTests(SharedPlatform shared)
{
    private const string NoReturn = "&post_logout_redirect_uri=http://localhost:6001";
    private readonly PlatformHost _platform = shared.Host;

    public static TheoryData<string, string> NotNavigations => new()
    {
        { "Sec-Fetch-Dest", "iframe" },
        { "Sec-Fetch-Dest", "frame" },
        { "Sec-Fetch-Dest", "embed" },
        { "Sec-Fetch-Dest", "object" },
        { "Sec-Fetch-Dest", "image" },
        { "Sec-Fetch-Dest", "empty" },
        { "Sec-Fetch-Mode", "no-cors" },
        { "Sec-Fetch-Mode", "cors" },
        { "Sec-Fetch-Mode", "same-origin" },
        { "Sec-Fetch-Mode", "websocket" },
    };

    [Fact]
    public async Task XA5_a_link_from_another_site_that_names_a_client_of_the_application_signs_out()
    {
        var (user, browser) = await SignedInAsync(_platform);

        var answer = await OpenAsync(browser, user, "?client_id=" + user.Tenant.Application.ClientId, ("Sec-Fetch-Site", "cross-site"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await IsSignedInAsync(_platform, user, browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task XA5_a_browser_that_says_nothing_about_its_requests_signs_out()
    {
        var (user, browser) = await SignedInAsync(_platform);

        var query = "?client_id=" + user.Tenant.Application.ClientId;
        await OpenAsync(browser, user, query, ("Sec-Fetch-Mode", null), ("Sec-Fetch-Dest", null));

        (await IsSignedInAsync(_platform, user, browser)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(NotNavigations))]
    public async Task XA5_what_is_not_a_navigation_of_the_whole_window_ends_nothing(string header, string value)
    {
        var (user, browser) = await SignedInAsync(_platform);
        var idToken = (await new RelyingParty(_platform, user.Tenant.Application).SignInAsync(user)).IdToken;

        var byClient = await OpenAsync(browser, user, "?client_id=" + user.Tenant.Application.ClientId, (header, value));
        var byHint = await OpenAsync(browser, user, $"?id_token_hint={idToken}{NoReturn}", (header, value));

        foreach (var answer in new[] { byClient, byHint }) answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        byClient.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await IsSignedInAsync(_platform, user, browser)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Sec-Purpose", "prefetch")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    [InlineData("X-Moz", "prefetch")]
    public async Task XA5_loading_ahead_ends_nothing_and_is_not_kept(string header, string value)
    {
        var (user, browser) = await SignedInAsync(_platform);

        var answer = await OpenAsync(browser, user, "?client_id=" + user.Tenant.Application.ClientId, (header, value));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await IsSignedInAsync(_platform, user, browser)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("{\"alg\":\"none\"}")]
    [InlineData("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")]
    [InlineData("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"invented\"}")]
    public async Task XA5_a_hint_that_nobody_here_signed_proves_nothing_however_right_its_claims_are(string header)
    {
        var (user, browser) = await SignedInAsync(_platform);
        var genuine = Jwt.Read(await IdTokenAsync(_platform, user, browser)).Claims.GetRawText();
        var forged = $"{Encode(header)}.{Encode(genuine)}.{(header.Contains("none", StringComparison.Ordinal) ? "" : Encode("signature"))}";

        var answer = await OpenAsync(browser, user, $"?id_token_hint={forged}{NoReturn}");

        answer.Headers.Location!.ToString().ShouldStartWith("/logout");
        (await IsSignedInAsync(_platform, user, browser)).ShouldBeTrue();
    }

    [Fact]
    public async Task XA5_a_changed_hint_and_other_tokens_of_the_session_prove_nothing()
    {
        var (user, browser) = await SignedInAsync(_platform);
        var tokens = await TokensAsync(_platform, user, browser);
        var parts = tokens.IdToken.Split('.');
        var changed = $"{parts[0]}.{Encode(Jwt.Read(tokens.IdToken).Claims.GetRawText() + " ")}.{parts[2]}";

        foreach (var hint in new[] { changed, tokens.AccessToken, parts[0] + "." + parts[1] + ".", tokens.RefreshToken })
            await IsAskedAsync(browser, user, $"?id_token_hint={hint}");
        (await IsSignedInAsync(_platform, user, browser)).ShouldBeTrue();
    }

    [Fact]
    public async Task XA5_a_hint_of_another_application_or_for_another_client_proves_nothing()
    {
        var (user, browser) = await SignedInAsync(_platform);
        var (stranger, elsewhere) = await SignedInAsync(_platform);
        var foreign = await IdTokenAsync(_platform, stranger, elsewhere);
        var own = await IdTokenAsync(_platform, user, browser);
        var disabled = await _platform.ClientAsync(user.Tenant.Application, ClientType.BackendServer);
        await _platform.ChangeAsync(user.Tenant.Application, async database =>
            (await database.OAuthClients.FindAsync(disabled.Id))!.Enabled = false);

        await IsAskedAsync(browser, user, $"?id_token_hint={foreign}");
        await IsAskedAsync(browser, user, $"?id_token_hint={own}&client_id={disabled.Id}");
        (await IsSignedInAsync(_platform, user, browser)).ShouldBeTrue();
    }

    [Fact]
    public async Task XA5_an_id_token_that_is_long_over_is_still_proof()
    {
        await using var platform = await PlatformHost.StartAsync(new Dictionary<string, string?>
        {
            ["Platform:Sessions:Idle"] = "365.00:00:00",
            ["Platform:Sessions:Absolute"] = "365.00:00:00",
        });
        var (user, browser) = await SignedInAsync(platform);
        var hint = await IdTokenAsync(platform, user, browser);
        platform.Time.Advance(TimeSpan.FromDays(120));
        var rotation = platform.Services.GetServices<IHostedService>().OfType<KeyRotation>().Single();
        await rotation.RotateAsync(TestContext.Current.CancellationToken);
        (await KeyIdsAsync(platform, user)).ShouldNotContain(Jwt.Read(hint).Header.GetProperty("kid").GetString()!);

        var answer = await OpenAsync(browser, user, $"?id_token_hint={hint}{NoReturn}&state=x");

        answer.Headers.Location!.ToString().ShouldBe("http://localhost:6001/?state=x");
        (await IsSignedInAsync(platform, user, browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task XF5_at_the_applications_host_a_hint_leads_to_the_logout_of_its_tenant()
    {
        var (user, browser) = await SignedInAsync(_platform);
        var hint = await IdTokenAsync(_platform, user, browser);

        var page = await browser.GetOnceAsync($"{user.Tenant.Application.Base}/api/v1/logout?id_token_hint={hint}{NoReturn}&state=x");
        page.Location!.ToString().ShouldStartWith(user.Tenant.Base + "/api/v1/logout?");
        var end = await browser.GetOnceAsync(page.Location!.ToString());

        end.Location!.ToString().ShouldBe("http://localhost:6001/?state=x");
        (await IsSignedInAsync(_platform, user, browser)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?client_id={client}")]
    [InlineData("?id_token_hint=eyJhbGciOiJub25lIn0.e30.")]
    public async Task XF5_at_the_applications_host_nobody_knows_whose_session_is_meant_without_one(string query)
    {
        var (user, browser) = await SignedInAsync(_platform);

        var page = await browser.GetOnceAsync(
            user.Tenant.Application.Base + "/api/v1/logout"
            + query.Replace("{client}", user.Tenant.Application.ClientId, StringComparison.Ordinal));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("workspace");
        (await IsSignedInAsync(_platform, user, browser)).ShouldBeTrue();
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static async Task IsAskedAsync(Browser browser, SomeUser user, string query) =>
        (await OpenAsync(browser, user, query)).Headers.Location!.ToString().ShouldStartWith("/logout", Case.Sensitive, query);

    private static async Task<HttpResponseMessage> OpenAsync(
        Browser browser, SomeUser user, string query, params (string Name, string? Value)[] changes)
    {
        var headers = new Dictionary<string, string?>
        {
            ["Sec-Fetch-Site"] = "none",
            ["Sec-Fetch-Mode"] = "navigate",
            ["Sec-Fetch-Dest"] = "document",
            ["Accept"] = "text/html",
        };
        foreach (var (name, value) in changes) headers[name] = value;
        return await browser.SendRawAsync(HttpMethod.Get, user.Tenant.Base + "/api/v1/logout" + query, headers);
    }

    private static async Task<(SomeUser User, Browser Browser)> SignedInAsync(PlatformHost platform)
    {
        var user = await platform.UserAsync(await platform.TenantAsync());
        var browser = platform.NewBrowser();
        await platform.SignInAsync(browser, user);
        return (user, browser);
    }

    private static async Task<Tokens> TokensAsync(PlatformHost platform, SomeUser user, Browser browser)
    {
        var app = new RelyingParty(platform, user.Tenant.Application);
        var location = (await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant))).Location!;
        return Tokens.Of(await app.RedeemAsync(QueryHelpers.ParseQuery(location.Query)["code"].ToString()));
    }

    private static async Task<string> IdTokenAsync(PlatformHost platform, SomeUser user, Browser browser) =>
        (await TokensAsync(platform, user, browser)).IdToken;

    private static async Task<IReadOnlyList<string>> KeyIdsAsync(PlatformHost platform, SomeUser user) =>
        [.. (await new RelyingParty(platform, user.Tenant.Application).GetAsync("/api/v1/oauth2/jwks")).Json.GetProperty("keys")
            .EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];

    private static async Task<bool> IsSignedInAsync(PlatformHost platform, SomeUser user, Browser browser)
    {
        var app = new RelyingParty(platform, user.Tenant.Application);
        var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant, ("prompt", "none")));
        return page.Location!.Query.Contains("code=", StringComparison.Ordinal);
    }
}
