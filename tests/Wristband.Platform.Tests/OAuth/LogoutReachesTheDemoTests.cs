using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.BackchannelLogout;
using Wristband.Platform.OAuth.Keys;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>S-77, P-19: platform and SDK agree on back-channel logout, sender to receiver, with nothing in between but the wire.</summary>
public class LogoutReachesTheDemoTests
{
    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task A_logout_at_the_platform_ends_the_session_in_the_demo_without_any_browser(string algorithm)
    {
        DemoHost? demo = null;
        await using var platform = await PlatformHost.StartAsync(configure: builder => builder.Services
            .AddHttpClient(LogoutDelivery.ClientName).ConfigurePrimaryHttpMessageHandler(() => demo!.Internet));
        var application = await platform.ApplicationAsync();
        await platform.SignWithAsync(application, Enum.Parse<SigningAlgorithm>(algorithm));
        await platform.ChangeClientAsync(
            application, client => client.BackchannelLogoutUri = DemoHost.Url + "/api/auth/backchannel-logout");
        demo = await DemoHost.StartAsync(platform, application);
        await using var host = demo;
        var user = await platform.UserAsync(await platform.TenantAsync(application));
        var (leaving, staying) = (demo.NewBrowser(), demo.NewBrowser());
        foreach (var browser in new[] { leaving, staying })
        {
            await platform.SignInAsync(browser, user);
            await browser.GetAsync($"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}");
            (await StatusAsync(browser)).ShouldBe(HttpStatusCode.OK);
        }

        var question = await leaving.GetAsync(user.Tenant.Base + "/logout");
        await leaving.SubmitAsync(question, "#logout", follow: false);
        await platform.Services.GetRequiredService<LogoutDelivery>().DeliverDueAsync(TestContext.Current.CancellationToken);
        while (await PendingAsync(platform) > 0) await Task.Yield();

        (await StatusAsync(leaving)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(staying)).ShouldBe(HttpStatusCode.OK, "another browser of the same person has a session of its own");
    }

    private static async Task<HttpStatusCode> StatusAsync(Browser browser)
    {
        using var answer = await browser.FetchAsync(HttpMethod.Get, DemoHost.Url + "/api/auth/session");
        return answer.StatusCode;
    }

    private static async Task<int> PendingAsync(PlatformHost platform)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterEveryApplication();
        return await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().LogoutNotices
            .CountAsync(TestContext.Current.CancellationToken);
    }
}
