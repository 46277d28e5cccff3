using Wristband.Compatibility.Tests.Documents;
using Wristband.Compatibility.Tests.Running;

namespace Wristband.Compatibility.Tests.OfficialSdks;

/// <summary>Version 3.0.1 from npm.</summary>
[Sdk("@wristband/express-auth 3.x, @wristband/typescript-jwt")]
public sealed class Express3Tests(Guests guests) : ExpressJourneys(guests)
{
    private protected override GuestApp App => Guests.Express3;

    [Fact]
    public async Task Three_environment_variables_move_the_application_to_another_platform()
    {
        var moved = GuestApp.Express("3");
        await using var other = await TlsPlatform.StartAsync(Guests.Certificate, moved);
        other.Authority(moved).ShouldNotBe(Guests.Platform.Authority(App));

        var browser = other.NewBrowser();
        var page = await browser.GetAsync($"{moved.Url}/api/auth/login?tenant_domain=acme");
        page.Url.ToString().ShouldStartWith(other.TenantUrl(moved, "acme") + "/login");
        page = await SubmitPasswordAsync(browser, page);

        page.Body.ShouldBe("""{"isAuthenticated":true}""");
    }
}
