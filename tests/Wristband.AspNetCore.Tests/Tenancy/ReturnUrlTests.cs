using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Wristband.AspNetCore.Tenancy;

namespace Wristband.AspNetCore.Tests.Tenancy;

public class ReturnUrlTests
{
    // S-11
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/members", "/members")]
    [InlineData("/search?q=a%20b&page=2#top", "/search?q=a%20b&page=2#top")]
    [InlineData("/search?q=a b", "/search?q=a%20b")]
    [InlineData("/search?next=%2Fdeep%2Fer", "/search?next=%2Fdeep%2Fer")]
    [InlineData("/search?q=//not-a-host", "/search?q=//not-a-host")]
    [InlineData("/münchen", "/m%C3%BCnchen")]
    [InlineData("https://app.test/members?a=1", "/members?a=1")]
    [InlineData("HTTPS://APP.TEST/members", "/members")]
    [InlineData("https://app.test:443/members", "/members")]
    [InlineData("https://front.test/start", "https://front.test/start")]
    [InlineData("http://localhost:5173/start", "http://localhost:5173/start")]
    public void An_address_of_the_application_or_of_a_listed_origin_is_accepted(string candidate, string accepted) =>
        Accept(candidate).ShouldBe(accepted);

    // S-11, CVE-2024-39694, CVE-2022-31093
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("members")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%252fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/\r\nSet-Cookie:a=b")]
    [InlineData("/%0d%0aSet-Cookie:a=b")]
    [InlineData("/\0")]
    [InlineData("/.//evil.example")]
    [InlineData("/..//evil.example")]
    [InlineData("/a/..//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https://evil.example/https://app.test/")]
    [InlineData("https://app.test.evil.example/")]
    [InlineData("https://app.test@evil.example/")]
    [InlineData("https://user@app.test/")]
    [InlineData("https://app.test:8443/")]
    [InlineData("http://app.test/")]
    [InlineData("https:/evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https:\\\\evil.example")]
    [InlineData(" https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("ftp://app.test/")]
    [InlineData("http://localhost:5174/")]
    [InlineData("https://front.test.evil.example/")]
    public void Everything_else_is_refused(string? candidate) => Accept(candidate).ShouldBeNull();

    // S-11
    [Fact]
    public void Half_a_character_is_refused() => Accept("/" + (char)0xD800).ShouldBeNull();

    // S-11
    [Fact]
    public void XB6_longer_than_half_a_request_line_is_refused_also_when_encoding_makes_it_so()
    {
        Accept("/" + new string('a', 4095)).ShouldNotBeNull();
        Accept("/" + new string('a', 4096)).ShouldBeNull();
        Accept("/" + new string('ü', 682)).ShouldNotBeNull();
        Accept("/" + new string('ü', 683)).ShouldBeNull();
    }

    [Theory]
    [InlineData("/files/a%5Cb")]
    [InlineData("/files/a%C2%A0b")]
    [InlineData("/a//b")]
    [InlineData("/#/route?a=1&b=%2F%2Fx")]
    [InlineData("/spa?x=1#//deep/route")]
    [InlineData("/search?q=%5Bx%5D&q=%22%5C%22&next=https%3A%2F%2Fother.example%2F%3Fa%3D1%23x")]
    public void XB6_every_address_that_the_application_itself_can_have_is_accepted_as_it_is(string address) =>
        Accept(address).ShouldBe(address);

    // S-12
    [Fact]
    public void With_tenants_on_subdomains_no_login_ends_on_another_tenants_host()
    {
        var settings = new PlatformSettings
        {
            LoginUrl = "https://{tenant_name}.app.test/api/auth/login",
            RedirectUri = "https://{tenant_name}.app.test/api/auth/callback",
            RootDomain = "app.test",
        };

        Accept("https://acme.app.test/x", "acme.app.test", settings).ShouldBe("/x");
        Accept("https://globex.app.test/x", "acme.app.test", settings, "https://globex.app.test").ShouldBeNull();
    }

    private static string? Accept(
        string? candidate, string host = "app.test", PlatformSettings? settings = null, params string[] moreOrigins)
    {
        var options = new WristbandOptions();
        foreach (var origin in moreOrigins.Append("https://front.test").Append("http://localhost:5173/"))
            options.AllowedReturnOrigins.Add(origin);
        var context = new DefaultHttpContext { Request = { Scheme = "https", Host = new HostString(host) } };
        return new ReturnUrls(options, NullLogger<ReturnUrls>.Instance).Accept(candidate, context.Request, settings);
    }
}
