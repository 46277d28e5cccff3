using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Security;

/// <summary>G-05 to G-08, G-11 with the values of B0.</summary>
public class SecurityHeadersTests(SharedPlatform shared)
{
    private const string PageCsp =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    private const string ApiCsp = "default-src 'none'; frame-ancestors 'none'";

    private static readonly string[] Always =
    [
        "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "Permissions-Policy",
    ];

    public static TheoryData<string> Everything => new(
        "tenant/login", "tenant/forgot-password", "tenant/reset-password?token=x", "tenant/verify-email?token=x", "tenant/signup",
        "tenant/check-mail",
        "tenant/login/cookies", "tenant/nowhere", "tenant/api/nowhere", "tenant/error", "tenant/brand.css", "tenant/platform.css",
        "tenant/platform.js",
        "tenant/favicon.svg", "tenant/health/live", "tenant/health/ready", "application/login", "application/login/check-mail",
        "application/login/workspaces?token=x", "application/login/forget", "application/signup", "mailbox/", "mailbox/api/messages",
        "unknown/login");

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task G05_every_response_carries_each_header_once(string path)
    {
        var response = (await GetAsync(path)).Response;

        foreach (var name in Always) Values(response, name).Count().ShouldBe(1, name);
        Values(response, "X-Content-Type-Options").ShouldBe(["nosniff"]);
        Values(response, "X-Frame-Options").ShouldBe(["DENY"]);
        Values(response, "Referrer-Policy").ShouldBe(["no-referrer"]);
        Values(response, "Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        Values(response, "Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        Values(response, "Permissions-Policy").Single().ShouldContain("camera=()");
        response.Headers.Contains("Server").ShouldBeFalse();
        response.Headers.Contains("X-Powered-By").ShouldBeFalse();
        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task G06_pages_have_no_inline_code_and_name_no_other_origin(string path)
    {
        var page = await GetAsync(path);
        var isPage = page.Response.Content.Headers.ContentType?.MediaType == "text/html";

        var csp = Values(page.Response, "Content-Security-Policy").Single();

        if (!isPage)
        {
            csp.ShouldBe(ApiCsp);
            return;
        }
        csp.ShouldStartWith(PageCsp[..PageCsp.IndexOf("form-action", StringComparison.Ordinal)]);
        csp.ShouldNotContain("unsafe");
        page.Document.QuerySelectorAll("script:not([src]), style, [style], base, iframe, object").ShouldBeEmpty();
        page.Document.All.SelectMany(e => e.Attributes).Select(a => a.Name)
            .ShouldAllBe(name => !name.StartsWith("on", StringComparison.Ordinal));
        foreach (var source in page.Document.QuerySelectorAll("script, link, img")
            .Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")))
            source!.ShouldStartWith("/");
    }

    [Theory]
    [InlineData("tenant/login", true)]
    [InlineData("tenant/reset-password?token=x", true)]
    [InlineData("tenant/nowhere", true)]
    [InlineData("tenant/api/nowhere", true)]
    [InlineData("application/login", true)]
    [InlineData("mailbox/api/messages", true)]
    [InlineData("unknown/login", true)]
    [InlineData("tenant/platform.css", false)]
    [InlineData("tenant/brand.css", false)]
    public async Task G08_nothing_personal_may_be_kept(string path, bool isPersonal)
    {
        var response = (await GetAsync(path)).Response;

        var cacheControl = response.Headers.CacheControl!.ToString();

        if (isPersonal) cacheControl.ShouldBe("no-store");
        else cacheControl.ShouldStartWith("public, max-age=");
        response.Headers.Contains("Pragma").ShouldBe(isPersonal);
    }

    [Fact]
    public async Task Files_with_a_version_in_their_address_are_kept_for_a_year()
    {
        var page = await GetAsync("tenant/login");
        var address = page.Document.QuerySelector("link[href^='/platform.css']")!.GetAttribute("href")!;

        var file = await shared.Host.NewBrowser().FollowAsync(page, address);

        address.ShouldContain("?v=");
        file.Response.Headers.CacheControl!.ToString().ShouldContain("max-age=31536000");
    }

    [Fact]
    public async Task G07_forms_end_on_their_own_origin_wherever_the_sign_in_leads()
    {
        var application = await shared.Host.ApplicationAsync(
            loginUrl: "https://{tenant_name}.app.example:8443/login", redirectUri: "com.example.app:/callback");
        var tenant = await shared.Host.TenantAsync(application);
        var browser = shared.Host.NewBrowser();
        var req = await shared.Host.BeginTransactionAsync(browser, tenant);

        var login = await browser.GetAsync($"{tenant.Base}/login?req={Uri.EscapeDataString(req)}");
        var discovery = await browser.GetAsync($"{application.Base}/login?client_id={application.ClientId}");

        foreach (var page in new[] { login, discovery })
            Values(page.Response, "Content-Security-Policy").Single().ShouldContain("; form-action 'self'; ");
    }

    [Fact]
    public async Task Pages_without_a_way_out_keep_their_forms_to_themselves()
    {
        var csp = Values((await GetAsync("tenant/forgot-password")).Response, "Content-Security-Policy").Single();

        csp.ShouldBe(PageCsp);
    }

    private static IEnumerable<string> Values(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values : [];

    private async Task<Page> GetAsync(string path)
    {
        var tenant = await shared.Host.TenantAsync();
        var (host, rest) = (path[..path.IndexOf('/', StringComparison.Ordinal)], path[path.IndexOf('/', StringComparison.Ordinal)..]);
        var address = host switch
        {
            "tenant" => tenant.Base,
            "application" => tenant.Application.Base,
            "mailbox" => "http://mail.dev.localhost:6002",
            _ => "http://nobody.dev.localhost:6002",
        };
        return await shared.Host.NewBrowser().GetOnceAsync(address + rest);
    }
}
