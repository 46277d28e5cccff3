using System.Net;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Security;

/// <summary>P-36, P-37 with the values of B0.</summary>
public class LockoutTests
{
    private static async Task<Page> TryAsync(Browser browser, SomeTenant tenant, string email, string password)
    {
        var page = await browser.GetAsync($"{tenant.Base}/login");
        return await browser.SubmitAsync(
            page, "#login", new Dictionary<string, string> { ["email"] = email, ["password"] = password }, follow: false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task P36_after_five_failures_each_attempt_waits_longer_whether_the_person_exists_or_not(bool exists)
    {
        await using var platform = await PlatformHost.StartAsync();
        var tenant = await platform.TenantAsync();
        var email = exists ? (await platform.UserAsync(tenant)).Email : "nobody@example.com";
        var browser = platform.NewBrowser();
        for (var i = 0; i < 5; i++) (await TryAsync(browser, tenant, email, "wrong password")).Status.ShouldBe(HttpStatusCode.BadRequest);

        foreach (var seconds in new[] { 2, 4, 8, 16, 32, 60, 60 })
        {
            var refused = await TryAsync(browser, tenant, email, The.Password);
            refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(seconds));
            refused.Text.ShouldContain($"Try again in {seconds} seconds.");
            platform.Time.Advance(TimeSpan.FromSeconds(seconds));
            (await TryAsync(browser, tenant, email, "wrong password")).Status.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task P37_success_ends_the_count()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        for (var i = 0; i < 4; i++) await TryAsync(platform.NewBrowser(), user.Tenant, user.Email, "wrong password");

        (await TryAsync(platform.NewBrowser(), user.Tenant, user.Email, user.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);

        for (var i = 0; i < 5; i++)
            (await TryAsync(platform.NewBrowser(), user.Tenant, user.Email, "wrong password")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task P37_D39_strangers_cannot_lock_out_a_browser_that_signed_in_before()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var own = platform.NewBrowser();
        await TryAsync(own, user.Tenant, user.Email, user.Password);
        own.Cookies.Remove(new Uri(user.Tenant.Base), "wb-sso");
        for (var i = 0; i < 5; i++) await TryAsync(platform.NewBrowser(), user.Tenant, user.Email, "wrong password");

        var stranger = await TryAsync(platform.NewBrowser(), user.Tenant, user.Email, user.Password);
        var owner = await TryAsync(own, user.Tenant, user.Email, user.Password);

        stranger.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        owner.Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task P37_a_known_browser_is_counted_too_and_only_for_whom_it_knows()
    {
        await using var platform = await PlatformHost.StartAsync();
        var tenant = await platform.TenantAsync();
        var (own, victim) = (await platform.UserAsync(tenant), await platform.UserAsync(tenant));
        var browser = platform.NewBrowser();
        await TryAsync(browser, tenant, own.Email, own.Password);
        browser.Cookies.Remove(new Uri(tenant.Base), "wb-sso");

        for (var i = 0; i < 5; i++) await TryAsync(browser, tenant, own.Email, "wrong password");
        for (var i = 0; i < 5; i++) await TryAsync(browser, tenant, victim.Email, "wrong password");

        (await TryAsync(browser, tenant, own.Email, own.Password)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await TryAsync(platform.NewBrowser(), tenant, victim.Email, victim.Password)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task P36_a_hundred_failures_stop_everything_until_a_reset_by_mail()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var browser = platform.NewBrowser();
        for (var i = 0; i < 100; i++)
        {
            (await TryAsync(browser, user.Tenant, user.Email, "wrong password")).Status.ShouldBe(HttpStatusCode.BadRequest);
            platform.Time.Advance(TimeSpan.FromSeconds(60));
        }

        platform.Time.Advance(TimeSpan.FromDays(30));
        var stopped = await TryAsync(browser, user.Tenant, user.Email, user.Password);
        await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/forgot-password"), "#forgot",
            new Dictionary<string, string> { ["email"] = user.Email });
        var reset = await browser.GetAsync((await platform.Mailbox.LastToAsync(user.Email)).Link);
        await browser.SubmitAsync(reset, "#reset", new Dictionary<string, string> { ["password"] = "quite another phrase" }, follow: false);
        var again = await TryAsync(platform.NewBrowser(), user.Tenant, user.Email, "quite another phrase");

        stopped.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        stopped.Text.ShouldContain("Set a new password to go on");
        again.Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task P36_attempts_sent_all_at_once_do_not_slip_through_together()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        // Each from a browser of its own: one browser shows the answer that came last, whichever form it belongs to.
        var open = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => platform.NewBrowser()).Select(
            async browser => (Browser: browser, Page: await browser.GetAsync($"{user.Tenant.Base}/login"))));
        var form = new Dictionary<string, string> { ["email"] = user.Email, ["password"] = "wrong password" };

        var answers = await Task.WhenAll(open.Select(o => o.Browser.SubmitAsync(o.Page, "#login", form, follow: false)));

        answers.Count(a => a.Status == HttpStatusCode.BadRequest).ShouldBe(5);
        answers.Count(a => a.Status == HttpStatusCode.TooManyRequests).ShouldBe(25);
    }

    [Fact]
    public async Task XA19_the_promised_number_of_guesses_holds_in_any_window_and_across_a_restart()
    {
        var settings = new Dictionary<string, string?> { ["Platform:RateLimits:LoginPerIdentifier:Permits"] = "10" };
        await using var platform = await PlatformHost.StartAsync(settings);
        var user = await platform.UserAsync(await platform.TenantAsync());
        await using var restarted = await platform.StartAnotherAsync(settings);
        var begin = platform.Time.GetUtcNow();
        var hashed = 0;
        var wait = TimeSpan.Zero;

        while (platform.Time.GetUtcNow() + wait - begin < TimeSpan.FromMinutes(15))
        {
            platform.Time.Advance(wait);
            var host = hashed < 6 ? platform : restarted;
            var answer = await TryAsync(host.NewBrowser(), user.Tenant, user.Email, "wrong password");
            if (answer.Status == HttpStatusCode.BadRequest) hashed++;
            wait = answer.Response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        }

        hashed.ShouldBe(10);
        platform.Time.Advance(wait);
        (await TryAsync(restarted.NewBrowser(), user.Tenant, user.Email, user.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task P36_the_count_survives_a_restart_because_it_is_stored()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        for (var i = 0; i < 3; i++) await TryAsync(platform.NewBrowser(), user.Tenant, user.Email, "wrong password");

        var stored = await platform.ReadAsync(user.Tenant.Application.Id, db => Task.FromResult(db.LoginFailures.Single()));

        stored.Count.ShouldBe(3);
        stored.IdentifierHash.ShouldNotContain("@");
    }
}
