using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wristband.Compatibility.Tests.Documents;
using Wristband.Compatibility.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.RelyingParties;

/// <summary>
/// What a relying party that knows nothing of Wristband lives through: discovery at the tenant's host, code with PKCE, the ID token's
/// checks, userinfo, refresh, logout. One class below for each library.
/// </summary>
public abstract class RelyingPartyJourneys(Guests guests) : IAsyncLifetime
{
    private protected abstract GuestApp App { get; }

    private protected Guests Guests => guests;

    private protected virtual string LogoutPath => "/logout";

    public virtual ValueTask InitializeAsync() => guests.StartAsync();

    public virtual ValueTask DisposeAsync() => default;

    [Fact]
    [Capability(CapabilityAttribute.Login)]
    public async Task Somebody_signs_in_and_the_library_accepts_the_id_token()
    {
        var (_, page) = await SignInAsync();

        var claims = Json(page).GetProperty("claims");
        claims.GetProperty("iss").GetString().ShouldBe(guests.Platform.Issuer(App));
        claims.GetProperty("aud").ToString().ShouldContain(guests.Platform.Client(App).ClientId);
        claims.GetProperty("sub").GetString()!.Length.ShouldBe(26);
        claims.GetProperty("email").GetString().ShouldBe(TlsPlatform.Person);
    }

    [Fact]
    [Capability(CapabilityAttribute.Metadata)]
    public async Task The_login_goes_where_the_metadata_says()
    {
        var page = await guests.Platform.NewBrowser().GetAsync(App.Url + App.LoginPath);
        page.Hops[1].GetLeftPart(UriPartial.Path).ShouldBe(guests.Platform.TenantUrl(App, "acme") + "/api/v1/oauth2/authorize");
        page.Hops[1].Query.ShouldContain("code_challenge_method=S256");
        page.Url.GetLeftPart(UriPartial.Path).ShouldBe(guests.Platform.TenantUrl(App, "acme") + "/login");
    }

    [Fact]
    [Capability(CapabilityAttribute.UserInfo)]
    public async Task Userinfo_is_about_the_same_person()
    {
        var (_, page) = await SignInAsync();

        var userinfo = Json(page).GetProperty("userinfo");
        userinfo.GetProperty("sub").GetString().ShouldBe(Json(page).GetProperty("claims").GetProperty("sub").GetString());
        userinfo.GetProperty("given_name").GetString().ShouldBe("Some");
        userinfo.GetProperty("email_verified").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    [Capability(CapabilityAttribute.Refresh)]
    public async Task Refreshing_rotates_and_the_new_tokens_work()
    {
        var (browser, _) = await SignInAsync();
        for (var i = 0; i < 2; i++)
        {
            var answer = await browser.FetchAsync(HttpMethod.Post, App.Url + "/refresh");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rotated").GetBoolean().ShouldBeTrue();
        }
        (await browser.GetAsync(App.Url + "/me")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Capability(CapabilityAttribute.Logout)]
    public async Task Logging_out_ends_the_session_at_the_platform_and_comes_back()
    {
        var (browser, _) = await SignInAsync();

        var page = await browser.GetAsync(App.Url + LogoutPath);

        page.Url.GetLeftPart(UriPartial.Authority).ShouldBe(App.Url, string.Join("\n", page.Hops));
        page.Body.ShouldBe("""{"signedIn":false}""");
        (await browser.GetAsync(App.Url + App.LoginPath)).Document.QuerySelector("form#login").ShouldNotBeNull();
    }

    private async Task<(Browser Browser, Page Page)> SignInAsync()
    {
        var browser = guests.Platform.NewBrowser();
        var page = await browser.GetAsync(App.Url + App.LoginPath);
        page = await browser.SubmitAsync(
            page, "form#login", new Dictionary<string, string> { ["email"] = TlsPlatform.Person, ["password"] = TlsPlatform.Password });
        page.Url.GetLeftPart(UriPartial.Authority).ShouldBe(App.Url, page.Text);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        return (browser, page);
    }

    private static JsonElement Json(Page page) => JsonDocument.Parse(page.Body).RootElement;
}
