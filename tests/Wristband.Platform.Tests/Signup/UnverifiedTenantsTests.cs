using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Signup;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Signup;

/// <summary>P-62</summary>
public class UnverifiedTenantsTests
{
    [Fact]
    public async Task P62_a_workspace_that_nobody_confirmed_for_a_week_makes_room_for_the_next()
    {
        await using var platform = await PlatformHost.StartAsync();
        var application = await platform.ApplicationAsync();
        var active = await platform.TenantAsync(application);
        await SignUpAsync(platform, application, "acme", "first@example.com");
        var pruning = platform.Services.GetRequiredService<UnverifiedTenants>();

        platform.Time.Advance(TimeSpan.FromDays(7));
        await pruning.PruneAsync(TestContext.Current.CancellationToken);
        var onTheDay = await NamesAsync(platform, application);
        platform.Time.Advance(TimeSpan.FromSeconds(1));
        await pruning.PruneAsync(TestContext.Current.CancellationToken);
        var after = await NamesAsync(platform, application);
        var second = await SignUpAsync(platform, application, "acme", "second@example.com");

        onTheDay.ShouldBe(["acme", active.Name], ignoreOrder: true);
        after.ShouldBe([active.Name]);
        second.Url.AbsolutePath.ShouldBe("/check-mail");
    }

    private static async Task<Page> SignUpAsync(PlatformHost platform, SomeApplication application, string name, string email)
    {
        var browser = platform.NewBrowser();
        return await browser.SubmitAsync(await browser.GetAsync($"{application.Base}/signup"), "#signup", new Dictionary<string, string>
        {
            ["workspace"] = name,
            ["given_name"] = "Ann",
            ["family_name"] = "Owner",
            ["email"] = email,
            ["password"] = The.Password,
        });
    }

    private static Task<List<string>> NamesAsync(PlatformHost platform, SomeApplication application) =>
        platform.ReadAsync(
            application.Id, db => db.Tenants.Where(t => t.ApplicationId == application.Id).Select(t => t.Name).ToListAsync());
}
