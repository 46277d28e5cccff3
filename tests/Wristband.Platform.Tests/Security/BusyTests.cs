using System.Net;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Security;

/// <summary>P-34</summary>
public class BusyTests
{
    [Fact]
    public async Task P34_D36_more_logins_than_can_be_hashed_are_told_to_come_back()
    {
        await using var platform = await PlatformHost.StartAsync(new Dictionary<string, string?>
        {
            ["Platform:Passwords:HashingSlots"] = "1",
            ["Platform:Passwords:HashingQueue"] = "0",
            ["Platform:Passwords:HashMemoryKiB"] = "65536",
        });
        var tenant = await platform.TenantAsync();
        var open = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => platform.NewBrowser()).Select(
            async browser => (Browser: browser, Page: await browser.GetAsync($"{tenant.Base}/login"))));

        // Each tries another address, so that only the hashing holds them up.
        var answers = await Task.WhenAll(open.Select((o, i) => o.Browser.SubmitAsync(
            o.Page, "#login", new Dictionary<string, string> { ["email"] = $"u{i}@example.com", ["password"] = "wrong password" },
            follow: false)));

        answers.ShouldContain(a => a.Status == HttpStatusCode.BadRequest);
        answers.Select(a => a.Status).Except([HttpStatusCode.BadRequest, HttpStatusCode.ServiceUnavailable]).ShouldBeEmpty();
        var busy = answers.Where(a => a.Status == HttpStatusCode.ServiceUnavailable).ToList();
        busy.ShouldNotBeEmpty();
        busy[0].Response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        busy[0].Text.ShouldContain("Very busy at the moment");
        busy.Count.ShouldBe(answers.Count(a => a.Status != HttpStatusCode.BadRequest));
    }
}
