using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Wristband.Platform.Security;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Security;

/// <summary>P-36: the rate limits of B0, and what somebody sees who reaches one.</summary>
public class RateLimitTests
{
    private static Task<PlatformHost> StartAsync(Limit limit, int permits) =>
        PlatformHost.StartAsync(new Dictionary<string, string?> { [$"Platform:RateLimits:{limit}:Permits"] = $"{permits}" });

    private static async Task<Page> LoginAsync(Browser browser, SomeTenant tenant, string email, string password = "wrong password") =>
        await browser.SubmitAsync(await browser.GetAsync($"{tenant.Base}/login"), "#login",
            new Dictionary<string, string> { ["email"] = email, ["password"] = password }, follow: false);

    private static async Task<Page> DiscoverAsync(Browser browser, SomeApplication application, string who) =>
        await browser.SubmitAsync(
            await browser.GetAsync($"{application.Base}/login"), "#discovery", new Dictionary<string, string> { ["who"] = who },
            follow: false);

    private static async Task<Page> ForgotAsync(Browser browser, SomeTenant tenant, string email) =>
        await browser.SubmitAsync(
            await browser.GetAsync($"{tenant.Base}/forgot-password"), "#forgot", new Dictionary<string, string> { ["email"] = email },
            follow: false);

    private static void ShouldBeTooMany(Page page)
    {
        page.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        page.Text.ShouldContain("Too many attempts");
    }

    [Theory]
    [InlineData("LoginPerNetwork", 20, 1)]
    [InlineData("LoginPerIdentifier", 10, 15)]
    [InlineData("LoginPerTenant", 200, 1)]
    [InlineData("SignupPerNetwork", 30, 60)]
    [InlineData("DiscoveryPerNetwork", 10, 1)]
    [InlineData("DiscoveryPerEmail", 5, 60)]
    [InlineData("MailPerAddress", 3, 60)]
    [InlineData("TokenPerClient", 600, 1)]
    [InlineData("FailedClientPerNetwork", 30, 1)]
    [InlineData("AuthorizePerNetwork", 60, 1)]
    [InlineData("CustomDomainPerNetwork", 60, 1)]
    public void B0_defaults(string name, int permits, int minutes)
    {
        var limit = new RateLimitOptions()[Enum.Parse<Limit>(name)];

        limit.Permits.ShouldBe(permits);
        limit.Window.ShouldBe(TimeSpan.FromMinutes(minutes));
    }

    [Theory]
    [InlineData("Development", 10)]
    [InlineData("Production", 1)]
    public void XF10_limits_of_development_are_ten_times_as_high(string environment, int factor)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Platform:RateLimits:MailPerNetwork:Permits", "7")]).Build();
        using var services = new ServiceCollection().AddRateLimits()
            .AddSingleton<IConfiguration>(settings)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment })
            .BuildServiceProvider();

        var limits = services.GetRequiredService<IOptions<RateLimitOptions>>().Value;

        foreach (var (limit, usual) in new RateLimitOptions().Where(l => l.Key != Limit.MailPerNetwork))
            limits[limit].Permits.ShouldBe(usual.Permits * factor);
        limits[Limit.MailPerNetwork].Permits.ShouldBe(7);
    }

    [Fact]
    public async Task XD1_colleagues_who_sign_in_use_up_nothing_of_their_network()
    {
        await using var platform = await StartAsync(Limit.LoginPerNetwork, 3);
        var tenant = await platform.TenantAsync();
        for (var i = 0; i < 5; i++)
        {
            var colleague = await platform.UserAsync(tenant);
            (await LoginAsync(platform.NewBrowser(), tenant, colleague.Email, colleague.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task XD1_a_success_gives_back_its_own_permit_and_no_other()
    {
        await using var platform = await StartAsync(Limit.LoginPerNetwork, 3);
        var user = await platform.UserAsync(await platform.TenantAsync());
        for (var i = 0; i < 3; i++)
        {
            (await LoginAsync(platform.NewBrowser(), user.Tenant, $"u{i}@example.com")).Status.ShouldBe(HttpStatusCode.BadRequest);
            if (i < 2) await LoginAsync(platform.NewBrowser(), user.Tenant, user.Email, user.Password);
        }

        ShouldBeTooMany(await LoginAsync(platform.NewBrowser(), user.Tenant, "another@example.com"));
    }

    [Fact]
    public async Task XA20_a_known_browser_gets_through_when_its_network_used_up_its_guesses()
    {
        await using var platform = await StartAsync(Limit.LoginPerNetwork, 2);
        var user = await platform.UserAsync(await platform.TenantAsync());
        var own = platform.NewBrowser();
        await LoginAsync(own, user.Tenant, user.Email, user.Password);
        own.Cookies.Remove(new Uri(user.Tenant.Base), "wb-sso");
        for (var i = 0; i < 3; i++) await LoginAsync(platform.NewBrowser(), user.Tenant, user.Email);

        ShouldBeTooMany(await LoginAsync(platform.NewBrowser(), user.Tenant, user.Email, user.Password));
        (await LoginAsync(own, user.Tenant, user.Email, user.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task XA20_a_link_that_is_out_works_when_strangers_used_up_the_mails()
    {
        await using var platform = await StartAsync(Limit.MailPerAddress, 2);
        var user = await platform.UserAsync(await platform.TenantAsync());
        for (var i = 0; i < 2; i++) await ForgotAsync(platform.NewBrowser(), user.Tenant, user.Email);
        ShouldBeTooMany(await ForgotAsync(platform.NewBrowser(), user.Tenant, user.Email));
        var browser = platform.NewBrowser();

        foreach (var mail in await platform.Mailbox.ToAsync(user.Email))
            (await browser.GetAsync(mail.Link)).Document.QuerySelector("#reset").ShouldNotBeNull();
    }

    [Fact]
    public void A_bucket_refills_evenly_and_takes_back_what_was_taken()
    {
        var time = new FakeTimeProvider();
        var buckets = new TokenBuckets(new RateLimit { Permits = 3, Window = TimeSpan.FromMinutes(3) }, time);
        for (var i = 0; i < 3; i++) buckets.TryTake("a", out _).ShouldBeTrue();
        buckets.TryTake("a", out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromMinutes(1));
        buckets.TryTake("b", out _).ShouldBeTrue();

        buckets.GiveBack("a");
        buckets.TryTake("a", out _).ShouldBeTrue();
        buckets.TryTake("a", out _).ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(1));
        buckets.TryTake("a", out _).ShouldBeTrue();
        buckets.TryTake("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void Every_limit_has_a_default() => new RateLimitOptions().Keys.ShouldBe(Enum.GetValues<Limit>(), ignoreOrder: true);

    [Fact]
    public async Task Login_is_limited_per_network()
    {
        await using var platform = await StartAsync(Limit.LoginPerNetwork, 3);
        var tenant = await platform.TenantAsync();

        for (var i = 0; i < 3; i++)
            (await LoginAsync(platform.NewBrowser(), tenant, $"u{i}@example.com")).Status.ShouldBe(HttpStatusCode.BadRequest);

        ShouldBeTooMany(await LoginAsync(platform.NewBrowser(), tenant, "another@example.com"));
    }

    [Fact]
    public async Task Login_is_limited_per_identifier_at_its_tenant_known_or_not_and_however_it_is_written()
    {
        await using var platform = await StartAsync(Limit.LoginPerIdentifier, 2);
        var user = await platform.UserAsync(await platform.TenantAsync());
        foreach (var email in new[] { user.Email, "nobody@example.com" })
        {
            await LoginAsync(platform.NewBrowser(), user.Tenant, email);
            await LoginAsync(platform.NewBrowser(), user.Tenant, email.ToUpperInvariant());

            ShouldBeTooMany(await LoginAsync(platform.NewBrowser(), user.Tenant, $" {email} ", user.Password));
        }
        var namesake = await platform.UserAsync(await platform.TenantAsync(user.Tenant.Application), user.Email);
        (await LoginAsync(platform.NewBrowser(), namesake.Tenant, user.Email, user.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task P37_strangers_do_not_use_up_the_limits_of_a_browser_that_signed_in_before()
    {
        await using var platform = await StartAsync(Limit.LoginPerIdentifier, 2);
        var user = await platform.UserAsync(await platform.TenantAsync());
        var own = platform.NewBrowser();
        await LoginAsync(own, user.Tenant, user.Email, user.Password);
        own.Cookies.Remove(new Uri(user.Tenant.Base), "wb-sso");
        for (var i = 0; i < 2; i++) await LoginAsync(platform.NewBrowser(), user.Tenant, user.Email);

        ShouldBeTooMany(await LoginAsync(platform.NewBrowser(), user.Tenant, user.Email, user.Password));
        (await LoginAsync(own, user.Tenant, user.Email, user.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Login_is_limited_per_tenant()
    {
        await using var platform = await StartAsync(Limit.LoginPerTenant, 2);
        var (tenant, other) = (await platform.TenantAsync(), await platform.TenantAsync());
        await LoginAsync(platform.NewBrowser(), tenant, "a@example.com");
        await LoginAsync(platform.NewBrowser(), tenant, "b@example.com");

        ShouldBeTooMany(await LoginAsync(platform.NewBrowser(), tenant, "c@example.com"));
        (await LoginAsync(platform.NewBrowser(), other, "c@example.com")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Discovery_is_limited_per_network()
    {
        await using var platform = await StartAsync(Limit.DiscoveryPerNetwork, 2);
        var application = await platform.ApplicationAsync();
        for (var i = 0; i < 2; i++)
            (await DiscoverAsync(platform.NewBrowser(), application, $"name{i}")).Status.ShouldBe(HttpStatusCode.BadRequest);

        ShouldBeTooMany(await DiscoverAsync(platform.NewBrowser(), application, "name3"));
    }

    [Fact]
    public async Task Discovery_is_limited_per_address_known_or_not()
    {
        await using var platform = await StartAsync(Limit.DiscoveryPerEmail, 2);
        var user = await platform.UserAsync(await platform.TenantAsync());
        foreach (var email in new[] { user.Email, "nobody@example.com" })
        {
            for (var i = 0; i < 2; i++)
                (await DiscoverAsync(platform.NewBrowser(), user.Tenant.Application, email)).Status.ShouldBe(HttpStatusCode.SeeOther);

            ShouldBeTooMany(await DiscoverAsync(platform.NewBrowser(), user.Tenant.Application, email));
        }
    }

    [Fact]
    public async Task Signup_is_limited_per_network_and_mistakes_do_not_count()
    {
        await using var platform = await StartAsync(Limit.SignupPerNetwork, 1);
        var application = await platform.ApplicationAsync();
        var form = new Dictionary<string, string>
        {
            ["workspace"] = "One",
            ["given_name"] = "A",
            ["family_name"] = "B",
        };
        async Task<Page> SignUpAsync(string address, string email)
        {
            var browser = platform.NewBrowser();
            return await browser.SubmitAsync(await browser.GetAsync($"{application.Base}/signup"), "#signup",
                new Dictionary<string, string>(form) { ["address"] = address, ["email"] = email }, follow: false);
        }

        (await SignUpAsync("one", "not an address")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SignUpAsync("one", "one@example.com")).Status.ShouldBe(HttpStatusCode.SeeOther);

        ShouldBeTooMany(await SignUpAsync("two", "two@example.com"));
    }

    [Fact]
    public async Task Mail_to_one_address_is_limited_whatever_it_is_for_and_whether_anybody_has_it()
    {
        await using var platform = await StartAsync(Limit.MailPerAddress, 2);
        var user = await platform.UserAsync(await platform.TenantAsync());
        foreach (var email in new[] { user.Email, "nobody@example.com" })
        {
            for (var i = 0; i < 2; i++)
                (await ForgotAsync(platform.NewBrowser(), user.Tenant, email)).Status.ShouldBe(HttpStatusCode.SeeOther);

            ShouldBeTooMany(await ForgotAsync(platform.NewBrowser(), user.Tenant, email));
        }
        (await platform.Mailbox.ToAsync(user.Email)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010db800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010db800010002")]
    public void An_IPv6_sender_is_the_network_that_it_can_pick_addresses_from(string address, string key) =>
        RateLimits.NetworkOf(IPAddress.Parse(address)).ShouldBe(key);

    [Theory]
    [InlineData("Platform:RateLimits:LoginPerNetwork:Permits", "0")]
    [InlineData("Platform:RateLimits:LoginPerNetwork:Window", "00:00:00")]
    public async Task A_limit_without_permits_or_window_stops_the_start(string key, string value)
    {
        var problem = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => PlatformHost.StartAsync(new Dictionary<string, string?> { [key] = value }));

        problem.Message.ShouldContain("WB2131");
    }
}
