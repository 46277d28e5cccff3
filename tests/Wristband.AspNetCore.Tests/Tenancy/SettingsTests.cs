using System.Net;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Tenancy;

/// <summary>What the platform says about the client, and what happens while it says nothing.</summary>
public class SettingsTests
{
    // S-03
    [Fact]
    public async Task Settings_are_fetched_once_kept_an_hour_and_renewed_in_the_background()
    {
        await using var world = await SdkWorld.StartAsync();
        await StatusAsync(world);
        await StatusAsync(world);
        world.Platform.Calls("sdk-configuration").ShouldBe(1);

        world.Clock.Advance(TimeSpan.FromHours(1));
        (await StatusAsync(world)).ShouldBe(HttpStatusCode.Found);
        await world.Platform.CalledAsync("sdk-configuration", 2);
    }

    // S-03
    [Fact]
    public async Task Known_settings_survive_an_outage()
    {
        await using var world = await SdkWorld.StartAsync();
        await StatusAsync(world);
        world.Platform.Answers["sdk-configuration"] = Status(500);

        for (var hour = 0; hour < 30; hour++)
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            (await StatusAsync(world)).ShouldBe(HttpStatusCode.Found);
        }
    }

    // S-04, D-20
    [Fact]
    public async Task Without_settings_logins_answer_503_and_ask_once_in_five_seconds()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["sdk-configuration"] = Status(503);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => world.NewBrowser().GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme")));

        answers.ShouldAllBe(
            p => p.Status == HttpStatusCode.ServiceUnavailable && p.Body.Contains("WB1101") && p.Response.Headers.RetryAfter != null);
        world.Platform.Calls("sdk-configuration").ShouldBe(1);

        world.Clock.Advance(TimeSpan.FromSeconds(5));
        world.Platform.Answers.Clear();
        (await StatusAsync(world)).ShouldBe(HttpStatusCode.Found);
    }

    // S-04, S-91: five seconds, then the request is free again
    [Fact]
    public async Task A_platform_that_hangs_is_given_up_after_five_seconds()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["sdk-configuration"] = FakePlatform.HangAsync;

        var login = StatusAsync(world);
        await world.Platform.CalledAsync("sdk-configuration");
        login.IsCompleted.ShouldBeFalse();
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        (await login).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    // G-13: a value from outside is part of one log line and cannot pass for another, nor turn it around
    [Theory]
    [InlineData("https://app.test/\u202eelsewhere")]
    [InlineData("https://app.test/\r\nWB1999 all is well")]
    [InlineData("https://app.test/\u2028elsewhere")]
    public async Task A_hostile_redirect_uri_stays_on_its_log_line(string redirectUri)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        world.Platform.EditSettings = answer => answer["redirectUri"] = redirectUri;

        await StatusAsync(world);

        var line = logs.Lines.Single(l => l.Text.StartsWith("WB110", StringComparison.Ordinal)).Text;
        line.ShouldNotContain("\u202e");
        line.ShouldNotContain("\u2028");
        line.Any(char.IsControl).ShouldBeFalse();
    }

    // S-02, S-03: the platform's values obey the rules of configured ones
    [Theory]
    [InlineData("loginUrl", null)]
    [InlineData("loginUrl", "not a url")]
    [InlineData("redirectUri", null)]
    [InlineData("redirectUri", "http://app.test/api/auth/callback")]
    [InlineData("redirectUri", "https://app.test/api/auth/callback#fragment")]
    [InlineData("redirectUri", "https://user@app.test/api/auth/callback")]
    [InlineData("redirectUri", "https://{tenant_name}.app.test/api/auth/callback")]
    [InlineData("redirectUri", "https://www-{tenant_name}.app.test/api/auth/callback")]
    [InlineData("loginUrlTenantDomainSuffix", "app.test")]
    [InlineData("loginUrlTenantDomainSuffix", "app.test:443")]
    [InlineData("customApplicationLoginPageUrl", "javascript:alert(1)")]
    public async Task Settings_that_break_a_rule_are_refused(string setting, string? value)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        world.Platform.EditSettings = s => s[setting] = value;

        (await StatusAsync(world)).ShouldBe(HttpStatusCode.ServiceUnavailable);

        logs.Lines.ShouldContain(l => l.Id.Id == 1102);
    }

    // D-17
    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{\"loginUrl\":")]
    [InlineData("{\"loginUrl\":1,\"redirectUri\":{}}")]
    [InlineData("{\"loginUrl\":\"https://app.test/a\",\"loginUrl\":\"https://app.test/b\",\"redirectUri\":\"https://app.test/c\"}")]
    public async Task An_answer_that_is_garbage_is_refused(string body)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["sdk-configuration"] = context => context.Response.WriteAsync(body);

        (await StatusAsync(world)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    // S-91
    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["sdk-configuration"] = async context =>
        {
            var block = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(block, context.RequestAborted);
        };

        (await StatusAsync(world)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    // D-19
    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["sdk-configuration"] = context =>
        {
            context.Response.Redirect($"https://{FakePlatform.Host}/elsewhere");
            return Task.CompletedTask;
        };

        (await StatusAsync(world)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        world.Platform.Calls("elsewhere").ShouldBe(0);
    }

    [Theory]
    [InlineData("https://app.test/api/auth/callback", false)]
    [InlineData("https://app.test/base/api/auth/callback/", false)]
    [InlineData("https://app.test/signin-oidc", true)]
    public async Task A_redirect_uri_that_leads_past_the_callback_is_worth_a_warning(string redirectUri, bool warns)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        world.Platform.EditSettings = s => s["redirectUri"] = redirectUri;

        (await StatusAsync(world)).ShouldBe(HttpStatusCode.Found);

        logs.Lines.Any(l => l.Id.Id == 1103).ShouldBe(warns);
    }

    [Fact]
    public async Task Manual_values_win_over_the_platforms()
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Settings["Wristband:RedirectUri"] = "https://app.test/api/auth/callback?manual=1";
            s.Settings["Wristband:IsApplicationCustomDomainActive"] = "true";
        });

        var target = (await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme")).Location!;

        target.Authority.ShouldBe("acme.demo.platform.test");
        target.Query.ShouldContain(Uri.EscapeDataString("callback?manual=1"));
    }

    [Fact]
    public async Task Without_auto_configuration_the_platform_is_not_asked()
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Settings["Wristband:AutoConfigure"] = "false";
            s.Settings["Wristband:LoginUrl"] = "https://app.test/api/auth/login";
            s.Settings["Wristband:RedirectUri"] = "https://app.test/api/auth/callback";
        });

        await world.SignInAsync();

        world.Platform.Calls("sdk-configuration").ShouldBe(0);
    }

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static async Task<HttpStatusCode> StatusAsync(SdkWorld world) =>
        (await world.NewBrowser().GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme")).Status;
}
