using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.Http;

/// <summary>G-02, G-03, G-14</summary>
public class ErrorPageTests(SharedPlatform shared)
{
    [Fact]
    public async Task A_page_that_does_not_exist_says_so_to_people_and_to_programs()
    {
        var tenant = await shared.Host.TenantAsync();
        var browser = shared.Host.NewBrowser();

        var page = await browser.GetAsync($"{tenant.Base}/nowhere");
        var answer = await browser.FetchAsync(HttpMethod.Get, $"{tenant.Base}/api/nowhere");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Text.ShouldContain("This page does not exist");
        page.Document.QuerySelector("a.button")!.GetAttribute("href").ShouldBe("/login");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        problem.RootElement.GetProperty("status").GetInt32().ShouldBe(404);
        problem.RootElement.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task G14_a_failure_shows_an_id_and_nothing_from_inside(string accept)
    {
        await using var platform = await PlatformHost.StartAsync();
        var tenant = await platform.TenantAsync();
        const string LoseTheTable = """ALTER TABLE "OneTimeLinks" RENAME TO "Gone" """;
        if (platform.ConnectionString is { } database) await PlatformDatabases.AsOwnerAsync(database, LoseTheTable);
        else await platform.ChangeAsync(tenant, db => db.Database.ExecuteSqlRawAsync(LoseTheTable));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{tenant.Base}/verify-email?token=x");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var network = new HttpMessageInvoker(platform.Internet, disposeHandler: false);

        using var answer = await network.SendAsync(request, TestContext.Current.CancellationToken);

        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        body.ShouldNotContain("OneTimeLinks");
        body.ShouldNotContain("Exception");
        body.ShouldNotContain("   at ");
        body.ShouldContain(accept == "text/html" ? "Something went wrong on our side" : "traceId");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    /// <summary>Requests that no browser sends: each is the sender's mistake, none is ours.</summary>
    public static TheoryData<string, string> BadBodies => new()
    {
        { "application/x-www-form-urlencoded", "" },
        { "application/x-www-form-urlencoded", "%" },
        { "application/x-www-form-urlencoded", "%ff%fe=%00&email=%ed%a0%80" },
        { "application/x-www-form-urlencoded", new string('k', 65) + "=v" },
        { "application/x-www-form-urlencoded", "k=" + new string('v', 8193) },
        { "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 65).Select(i => $"k{i}=v")) },
        { "application/x-www-form-urlencoded; charset=utf-7", "email=a" },
        { "application/x-www-form-urlencoded; charset=nonsense", "email=a" },
        { "multipart/form-data", "no boundary" },
        { "multipart/form-data; boundary=x", "--x\r\ncontent-disposition: form-data; name=\"email\"\r\n\r\nnever ends" },
        { "multipart/form-data; boundary=" + new string('b', 300), "x" },
        { "application/json", "null" },
        { "application/json", "{\"email\":" },
        { "text/plain", "hello" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task G03_a_body_that_cannot_be_read_is_the_senders_mistake(string contentType, string body)
    {
        var tenant = await shared.Host.TenantAsync();
        string[] targets =
        [
            $"{tenant.Base}/login", $"{tenant.Base}/forgot-password", $"{tenant.Base}/reset-password", $"{tenant.Base}/verify-email",
            $"{tenant.Base}/signup", $"{tenant.Application.Base}/login", $"{tenant.Application.Base}/signup", $"{tenant.Base}/check-mail",
        ];
        foreach (var target in targets)
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);

            using var answer = await shared.Host.NewBrowser().FetchAsync(HttpMethod.Post, target, content);

            ((int)answer.StatusCode).ShouldBeInRange(400, 415, $"{target} {contentType}");
        }
    }

    [Theory]
    [InlineData("/login?req=%00")]
    [InlineData("/login?req=%ff&req=2")]
    [InlineData("/login?req=CfDJ8" + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/verify-email?token=%00%0d%0a")]
    [InlineData("/reset-password?token[]=x")]
    [InlineData("/check-mail?for=../../etc/passwd")]
    [InlineData("/check-mail?for=%ed%a0%80&sent=maybe")]
    [InlineData("/forgot-password?sent=2")]
    [InlineData("/login/workspaces?token=x")]
    [InlineData("/brand.css?v=%0d%0aSet-Cookie:x=y")]
    [InlineData("/?id=%00&to=%00")]
    [InlineData("/error")]
    [InlineData("/Login/LoginPage")]
    [InlineData("/platform.css/..%2f..%2fappsettings.json")]
    public async Task G02_no_address_makes_the_platform_fail(string path)
    {
        var tenant = await shared.Host.TenantAsync();
        foreach (var host in new[] { tenant.Base, tenant.Application.Base, "http://mail.dev.localhost:6002" })
        {
            var page = await shared.Host.NewBrowser().GetOnceAsync(host + path);

            ((int)page.Status).ShouldBeLessThan(500, host + path);
            page.Body.ShouldNotContain("ConnectionStrings");
        }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("HEAD")]
    [InlineData("PROPFIND")]
    public async Task G02_D42_no_method_makes_the_platform_fail(string method)
    {
        var tenant = await shared.Host.TenantAsync();

        using var answer = await shared.Host.NewBrowser().FetchAsync(new HttpMethod(method), $"{tenant.Base}/login");

        ((int)answer.StatusCode).ShouldBeLessThan(500);
    }
}
