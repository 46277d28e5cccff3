using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.Platform.Setup;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Setup;

/// <summary>P-57: an empty platform has no default administrator; a link in its log makes the first, once.</summary>
public class SetupPageTests
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["application"] = "Field Notes",
        ["host"] = "notes.dev.localhost",
        ["admin"] = "ann@example.com",
    };

    [Fact]
    public async Task P57_the_link_sets_up_once_and_the_page_is_gone_afterwards()
    {
        await using var platform = await PlatformHost.StartAsync();
        var browser = platform.NewBrowser();
        var link = LinkAt(platform);

        var form = await browser.GetAsync(link);
        form.Status.ShouldBe(HttpStatusCode.OK);
        var done = await browser.SubmitAsync(form, "#setup", Fields);

        done.Status.ShouldBe(HttpStatusCode.OK);
        done.Response.Headers.CacheControl!.NoStore.ShouldBeTrue("the secret is in it");
        var values = done.Document.QuerySelectorAll("dl.values dd").Select(value => value.TextContent).ToList();
        values[0].ShouldBe($"notes.dev.localhost:{The.Port}");
        (await browser.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        var home = await browser.FollowAsync(done, done.Document.QuerySelector("a.button")!.GetAttribute("href")!);
        var end = await browser.SubmitAsync(home, "#confirm", new Dictionary<string, string> { ["password"] = "correct-horse-6002" });
        end.Text.ShouldContain("not connected yet");
    }

    [Fact]
    public async Task P57_a_link_that_is_too_old_or_made_up_opens_nothing()
    {
        await using var platform = await PlatformHost.StartAsync();
        var browser = platform.NewBrowser();
        var link = LinkAt(platform);
        var form = await browser.GetAsync(link);
        platform.Time.Advance(TimeSpan.FromMinutes(31));

        var late = await browser.SubmitAsync(form, "#setup", Fields);

        late.Status.ShouldBe(HttpStatusCode.NotFound);
        late.Text.ShouldContain("older than half an hour");
        (await browser.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(Any + "/setup?token=made-up")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(Any + "/setup")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(Any + "/login")).Status.ShouldBe(HttpStatusCode.NotFound);
        await using var unit = platform.Services.CreateAsyncScope();
        (await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Applications.AnyAsync(TestContext.Current.CancellationToken))
            .ShouldBeFalse();
    }

    [Theory]
    [InlineData("application", "!!", "Use 3 to 20 letters")]
    [InlineData("host", "https://notes.dev.localhost", "Write it as DNS does")]
    [InlineData("host", "dashboard.dev.localhost", "kept for the dashboard")]
    [InlineData("host", "workspace-dashboard.dev.localhost", "kept for the dashboard")]
    [InlineData("host", "yourapp.io", "below a domain of yours")]
    [InlineData("host", "a-name-that-leaves-no-room-for-that-of-tenants.yourapp.io", "a short name")]
    [InlineData("admin", "ann", "Enter an e-mail address")]
    public async Task What_cannot_be_is_said_at_its_field_and_what_was_typed_stays(string field, string value, string problem)
    {
        await using var platform = await PlatformHost.StartAsync();
        var browser = platform.NewBrowser();
        var fields = new Dictionary<string, string>(Fields) { [field] = value };

        var again = await browser.SubmitAsync(await browser.GetAsync(LinkAt(platform)), "#setup", fields);

        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Document.QuerySelector($"#{field}-error")!.TextContent.ShouldContain(problem);
        foreach (var (name, typed) in fields) again.Document.QuerySelector("#" + name)!.GetAttribute("value").ShouldBe(typed);
    }

    private static string Any => $"http://anything.{PlatformHost.BaseDomain}:{The.Port}";

    private static string LinkAt(PlatformHost platform) => Any + platform.Services.GetRequiredService<SetupLink>().New();
}
