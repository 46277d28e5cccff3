using System.Net;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Commands;

/// <summary>The owner of the demo's first workspace, before and after a command did its work.</summary>
internal static class SomebodyInAcme
{
    public static async Task SignInAsync(Installation running, Browser browser)
    {
        var login = await browser.GetAsync(running.DemoUrl + "/api/auth/login?tenant_name=acme");
        var home = await browser.SubmitAsync(
            login, "#login", new Dictionary<string, string> { ["email"] = "owner@acme.example", ["password"] = "opensesame-6002" });
        home.Text.ShouldContain("You are signed in to acme");
    }

    public static async Task ShouldStillBeSignedInAsync(Installation running, Browser browser)
    {
        (await browser.GetAsync(running.DemoUrl + "/notes")).Status.ShouldBe(HttpStatusCode.OK);
        // Single sign-on is still there: the way to the login ends signed in, without a password.
        var demo = new Uri(running.DemoUrl);
        foreach (var name in browser.Cookies.For(demo).Keys) browser.Cookies.Remove(demo, name);
        (await browser.GetAsync(running.DemoUrl + "/api/auth/login?tenant_name=acme")).Text.ShouldContain("You are signed in to acme");
    }
}
