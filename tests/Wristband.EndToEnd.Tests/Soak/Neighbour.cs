using Wristband.EndToEnd.Tests.Demo;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Soak;

/// <summary>Somebody of another workspace who only comes back to the home page, and is signed out by time alone.</summary>
internal sealed class Neighbour(SharedDemo world, SomeUser user)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan AtMost = TimeSpan.FromHours(12);
    private readonly Browser _browser = world.Host.NewBrowser();
    private DateTimeOffset _signedIn = DateTimeOffset.MinValue;
    private DateTimeOffset _seen = DateTimeOffset.MinValue;

    public async Task LookAsync()
    {
        var now = world.Platform.Time.GetUtcNow();
        var home = await _browser.GetAsync(DemoHost.Url + "/");
        var isSignedIn = home.Text.Contains($"You are signed in to {user.Tenant.Name}", StringComparison.Ordinal);
        if (now - _seen < Idle && now - _signedIn < AtMost) isSignedIn.ShouldBeTrue("signed out without a reason\n" + home.Text);
        if (!isSignedIn) home.Text.ShouldNotContain("You are signed in to", Case.Sensitive, "another workspace");
        _seen = now;
        if (isSignedIn) return;

        await world.Platform.SignInAsync(_browser, user);
        home = await _browser.GetAsync($"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}");
        home.Text.ShouldContain($"You are signed in to {user.Tenant.Name}");
        _signedIn = now;
    }
}
