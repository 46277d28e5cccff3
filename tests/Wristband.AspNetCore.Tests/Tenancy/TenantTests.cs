using System.Net;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Tenancy;

public class TenantTests
{
    // S-07, S-09
    [Theory]
    [InlineData("acme", "acme-demo.platform.test")]
    [InlineData("ACME", "acme-demo.platform.test")]
    [InlineData("a", "a-demo.platform.test")]
    [InlineData("a-b-1", "a-b-1-demo.platform.test")]
    public async Task A_tenant_in_the_query_leads_to_its_own_host(string name, string host)
    {
        await using var world = await SdkWorld.StartAsync();

        (await LoginAsync(world, $"tenant_name={name}")).Authority.ShouldBe(host);
    }

    // S-07, S-09, C-01: the name would have chosen the host
    [Theory]
    [InlineData("evil.example/")]
    [InlineData("evil.example%23")]
    [InlineData("evil.example%3F")]
    [InlineData("evil.example%5C")]
    [InlineData("evil.example:443%40")]
    [InlineData("a.b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a_b")]
    [InlineData("a%20b")]
    [InlineData("a%00")]
    [InlineData("a%0d%0aSet-Cookie:x")]
    [InlineData("%E2%84%AA")]
    [InlineData("ünder")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_malformed_name_counts_as_none_and_reaches_no_address(string name)
    {
        await using var world = await SdkWorld.StartAsync();

        var target = await LoginAsync(world, $"tenant_name={name}");

        target.AbsoluteUri.ShouldBe($"https://{FakePlatform.Host}/login?client_id={FakePlatform.ClientId}");
    }

    // S-18
    [Theory]
    [InlineData("/members?a=1", "/members?a=1")]
    [InlineData("https://evil.example/", null)]
    [InlineData("//evil.example", null)]
    public async Task An_unknown_tenant_leads_to_the_applications_login_with_a_safe_return_url(string returnUrl, string? state)
    {
        await using var world = await SdkWorld.StartAsync();

        var target = await LoginAsync(world, $"return_url={Uri.EscapeDataString(returnUrl)}");

        target.GetLeftPart(UriPartial.Path).ShouldBe($"https://{FakePlatform.Host}/login");
        target.Parameter("state").ShouldBe(state);
    }

    [Fact]
    public async Task A_login_page_of_your_own_takes_the_place_of_the_platforms()
    {
        await using var world = await SdkWorld.StartAsync(
            s => s.Settings["Wristband:CustomApplicationLoginPageUrl"] = "https://www.app.test/find?lang=en");

        (await LoginAsync(world, "return_url=/x")).AbsoluteUri
            .ShouldBe($"https://www.app.test/find?lang=en&client_id={FakePlatform.ClientId}&state=%2Fx");
    }

    [Fact]
    public async Task An_application_domain_joins_tenants_with_a_dot()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditSettings = s => s["isApplicationCustomDomainActive"] = true;

        (await LoginAsync(world, "tenant_name=acme")).Authority.ShouldBe("acme.demo.platform.test");
    }

    [Fact]
    public async Task Application_level_authorization_goes_to_the_applications_own_host_when_the_platform_allows_it()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditSettings = s => s["applicationAuthorizationRequestsEnabled"] = true;

        var target = await LoginAsync(world, "");

        target.GetLeftPart(UriPartial.Path).ShouldBe($"https://{FakePlatform.Host}/api/v1/oauth2/authorize");
        world.Browser.Cookies.For(new Uri(SdkWorld.App)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("https://acme.app.test", "", "acme-demo.platform.test")]
    [InlineData("https://ACME.App.Test", "", "acme-demo.platform.test")]
    [InlineData("https://acme.app.test:8443", "", "acme.app.test")]
    [InlineData("https://acme.app.test", "tenant_name=globex", "acme-demo.platform.test")]
    [InlineData("https://app.test", "", "demo.platform.test")]
    [InlineData("https://app.test", "tenant_name=globex", "demo.platform.test")]
    [InlineData("https://a.b.app.test", "", "demo.platform.test")]
    public async Task With_a_root_domain_only_the_subdomain_names_the_tenant(string app, string query, string host)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditSettings = OnSubdomains;

        var page = await world.Browser.GetOnceAsync($"{app}/api/auth/login?{query}");

        page.Location!.Authority.ShouldBe(host);
    }

    [Fact]
    public async Task On_subdomains_a_login_begins_and_ends_on_the_tenants_host()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditSettings = OnSubdomains;
        world.Platform.EditCallback = c => c.Remove("tenant_name");

        var page = await world.Browser.GetAsync("https://acme.app.test/api/auth/login?return_url=/members");

        page.Url.AbsoluteUri.ShouldBe("https://acme.app.test/members");
        page.Body.ShouldBe("members of acme");
        world.Platform.Authorizations.Single().Parameter("redirect_uri").ShouldBe("https://{tenant_name}.app.test/api/auth/callback");
    }

    // S-08
    [Fact]
    public async Task A_custom_domain_counts_when_the_platform_confirms_it_and_the_answer_is_kept()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.CustomDomains.Add("login.acme.example");

        (await LoginAsync(world, "tenant_custom_domain=login.acme.example")).Authority.ShouldBe("login.acme.example");
        (await LoginAsync(world, "tenant_custom_domain=LOGIN.acme.example&tenant_name=acme")).Authority.ShouldBe("login.acme.example");
        world.Platform.Calls("custom-domains").ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await LoginAsync(world, "tenant_custom_domain=login.acme.example");
        world.Platform.Calls("custom-domains").ShouldBe(2);
    }

    // S-08, C-01
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example%2F")]
    [InlineData("a%40evil.example")]
    [InlineData("login.acme.example.")]
    public async Task An_unconfirmed_custom_domain_is_ignored_and_resolution_goes_on(string domain)
    {
        await using var world = await SdkWorld.StartAsync();

        (await LoginAsync(world, $"tenant_custom_domain={domain}&tenant_name=acme")).Authority.ShouldBe("acme-demo.platform.test");
        (await LoginAsync(world, $"tenant_custom_domain={domain}")).AbsolutePath.ShouldBe("/login");
    }

    // S-08
    [Theory]
    [InlineData(200, "{\"valid\":false}")]
    [InlineData(400, "{\"valid\":true}")]
    [InlineData(404, "")]
    public async Task A_clear_no_is_kept_for_a_minute(int status, string body)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["custom-domains"] = Answer(status, body);

        (await LoginAsync(world, "tenant_custom_domain=login.acme.example")).AbsolutePath.ShouldBe("/login");
        (await LoginAsync(world, "tenant_custom_domain=login.acme.example")).AbsolutePath.ShouldBe("/login");
        world.Platform.Calls("custom-domains").ShouldBe(1);

        world.Platform.Answers.Clear();
        world.Platform.CustomDomains.Add("login.acme.example");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await LoginAsync(world, "tenant_custom_domain=login.acme.example")).Authority.ShouldBe("login.acme.example");
    }

    // S-08
    [Theory]
    [InlineData(429, "{\"valid\":false}")]
    [InlineData(500, "{\"valid\":true}")]
    [InlineData(200, "{\"valid\":\"true\"}")]
    [InlineData(200, "[]")]
    [InlineData(200, "<html>")]
    [InlineData(302, "")]
    [InlineData(401, "")]
    public async Task XA15_what_is_neither_yes_nor_no_is_never_kept_and_sends_nobody_elsewhere(int status, string body)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["custom-domains"] = Answer(status, body);
        const string Login = $"{SdkWorld.App}/api/auth/login?tenant_custom_domain=";

        var page = await world.Browser.GetOnceAsync(Login + "login.acme.example");
        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Body.ShouldContain("WB1101");
        (await LoginAsync(world, "tenant_custom_domain=other.example&tenant_name=acme")).Authority.ShouldBe("acme-demo.platform.test");
        world.Platform.Calls("custom-domains").ShouldBe(1);

        world.Platform.Answers.Clear();
        world.Platform.CustomDomains.Add("login.acme.example");
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        (await LoginAsync(world, "tenant_custom_domain=login.acme.example")).Authority.ShouldBe("login.acme.example");
    }

    [Fact]
    public async Task XA15_a_domain_that_was_confirmed_stays_so_while_the_platform_limits_questions()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.CustomDomains.Add("login.acme.example");
        await LoginAsync(world, "tenant_custom_domain=login.acme.example");
        world.Platform.Answers["custom-domains"] = Answer(429, "");
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_custom_domain=invented.example");

        (await LoginAsync(world, "tenant_custom_domain=login.acme.example")).Authority.ShouldBe("login.acme.example");

        world.Clock.Advance(TimeSpan.FromDays(1));
        (await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_custom_domain=login.acme.example")).Status
            .ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    // S-08
    [Fact]
    public async Task A_listed_custom_domain_needs_no_question()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:TenantCustomDomains:0"] = "login.acme.example");

        (await LoginAsync(world, "tenant_custom_domain=login.acme.example")).Authority.ShouldBe("login.acme.example");
        world.Platform.Calls("custom-domains").ShouldBe(0);
    }

    [Theory]
    [InlineData("", "default-demo.platform.test")]
    [InlineData("tenant_name=acme", "acme-demo.platform.test")]
    public async Task A_default_tenant_stands_in_for_a_missing_one(string query, string host)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:DefaultTenantName"] = "default");

        (await LoginAsync(world, query)).Authority.ShouldBe(host);
    }

    [Fact]
    public async Task A_default_custom_domain_wins_over_a_default_name()
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Settings["Wristband:DefaultTenantName"] = "default";
            s.Settings["Wristband:DefaultTenantCustomDomain"] = "login.default.example";
        });

        (await LoginAsync(world, "")).Authority.ShouldBe("login.default.example");
    }

    [Fact]
    public async Task A_login_through_a_custom_domain_remembers_it()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.CustomDomains.Add("acme.platform.test");

        var page = await world.Browser.GetAsync(
            $"{SdkWorld.App}/api/auth/login?tenant_custom_domain=acme.platform.test&return_url=/claims");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("""{"type":"tnt_custom_domain","value":"acme.platform.test"}""");
        page.Body.ShouldContain("""{"type":"tnt_name","value":"acme"}""");
        (await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/logout")).Location!.Authority.ShouldBe("acme.platform.test");
    }

    private static Func<HttpContext, Task> Answer(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return body.Length > 0 ? context.Response.WriteAsync(body) : Task.CompletedTask;
    };

    private static void OnSubdomains(Dictionary<string, object?> settings)
    {
        settings["loginUrl"] = "https://{tenant_name}.app.test/api/auth/login";
        settings["redirectUri"] = "https://{tenant_name}.app.test/api/auth/callback";
        settings["loginUrlTenantDomainSuffix"] = "app.test";
    }

    private static async Task<Uri> LoginAsync(SdkWorld world, string query) =>
        (await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?{query}")).Location!;
}
