using System.Net;
using Wristband.Platform.Http;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Http;

/// <summary>P-51, G-05: cookies and HSTS by scheme.</summary>
public class CookiesTests(SharedPlatform shared)
{
    [Fact]
    public async Task P51_over_https_every_cookie_is_bound_to_its_host_and_secure()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();
        var address = new Uri($"https://{user.Tenant.HostName}:6443/login");

        var page = await browser.GetAsync(address.AbsoluteUri);
        var done = await browser.SubmitAsync(
            page, "#login", new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password }, follow: false);

        done.Status.ShouldBe(HttpStatusCode.SeeOther);
        var names = browser.Cookies.For(address).Keys;
        names.ShouldBe(["__Host-wb-device", "__Host-wb-form", "__Host-wb-sso"], ignoreOrder: true);
        foreach (var name in names)
        {
            var line = browser.Cookies.RawOf(address, name)!;
            line.ShouldContain("; secure");
            line.ShouldContain("; httponly");
            line.ShouldContain("; samesite=lax");
            line.ShouldContain("; path=/");
            line.ShouldNotContain("domain=");
        }
    }

    [Fact]
    public async Task Over_http_on_this_machine_prefix_and_secure_are_dropped_and_nothing_else()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();
        var page = await browser.GetAsync($"{user.Tenant.Base}/login");
        await browser.SubmitAsync(
            page, "#login", new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password }, follow: false);

        var names = browser.Cookies.For(page.Url).Keys;

        names.ShouldBe(["wb-device", "wb-form", "wb-sso"], ignoreOrder: true);
        names.ShouldAllBe(name => browser.Cookies.RawOf(page.Url, name)!.Contains("httponly", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://*", "auth.example.com", "https://auth.example.com/login", "max-age=63072000; includeSubDomains")]
    [InlineData("https://*:6443", "auth.dev.localhost", "https://auth.dev.localhost:6443/login", null)]
    [InlineData("http://*:6002", "auth.example.com", "http://auth.example.com:6002/login", null)]
    public async Task B0_https_is_demanded_of_real_names_and_never_of_localhost(
        string origin, string hostName, string address, string? value)
    {
        await using var platform = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:PublicOrigins:0"] = origin, ["Platform:PublicOrigins:1"] = origin });
        await platform.ApplicationAsync(hostName: hostName);
        platform.Internet.Host(hostName, platform.Handler);

        var page = await platform.NewBrowser().GetAsync(address);

        page.Status.ShouldBe(HttpStatusCode.OK);
        (page.Response.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null).ShouldBe(value);
    }
}

/// <summary>G-18 and the redirect allow-list.</summary>
public class SafeRedirectTests
{
    [Theory]
    [InlineData("/login")]
    [InlineData("/login?req=a%20b&c=d")]
    [InlineData("/")]
    public void Accepts_paths_of_this_host(string path) => SafeRedirect.IsLocal(path).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("login")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/a\\b")]
    [InlineData("/\t/evil.example")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("https://evil.example")]
    [InlineData("/\u2028")]
    public void Refuses_what_a_browser_could_read_as_another_host(string path)
    {
        SafeRedirect.IsLocal(path).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => SafeRedirect.ToLocal(path));
    }

    [Fact]
    public void A_registered_address_is_extended_by_encoded_values_only() =>
        RegisteredUrl.Of("https://{tenant_name}.{tenant_domain}.example/login?a=b", "acme")
            .With("return_url", "https://evil.example/?x=y#z")
            .With("none", null).Value
            .ShouldBe("https://acme.acme.example/login?a=b&return_url=https%3A%2F%2Fevil.example%2F%3Fx%3Dy%23z");
}
