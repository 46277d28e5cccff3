using System.Text.Json;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>A browser in which somebody is signed in to the demo.</summary>
internal static class SignedIn
{
    /// <summary>A new person in a new tenant, signed in to the demo through single sign-on.</summary>
    public static async Task<Browser> MemberAsync(this SharedDemo shared, string role = "owner", string returnUrl = "/") =>
        await shared.SignInAsync(
        await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application), role: role), returnUrl);

    /// <summary>This person, in a new browser or in this one.</summary>
    public static async Task<Browser> SignInAsync(this SharedDemo shared, SomeUser user, string returnUrl = "/", Browser? browser = null)
    {
        browser ??= shared.Host.NewBrowser();
        await shared.Platform.SignInAsync(browser, user);
        var page = await browser.GetAsync(
            $"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}&return_url={Uri.EscapeDataString(returnUrl)}");
        page.Url.ShouldBe(new Uri(DemoHost.Url + returnUrl));
        return browser;
    }

    public static (string Name, string Value) CsrfHeader(this Browser browser) =>
        ("X-CSRF-TOKEN", browser.Cookies.For(new Uri(DemoHost.Url))["CSRF-TOKEN"]);

    public static async Task<string> AccessTokenAsync(this Browser browser)
    {
        var answer = await browser.FetchAsync(HttpMethod.Get, DemoHost.Url + "/api/auth/token");
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("accessToken").GetString()!;
    }
}
