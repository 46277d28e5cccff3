using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>What people and scripts get when something fails.</summary>
public class DemoErrorTests(SharedDemo shared)
{
    [Fact]
    public async Task An_unknown_address_gets_a_friendly_page()
    {
        var page = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + "/no/such/page");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("There is nothing here");
        page.Document.QuerySelector("main a.primary")!.GetAttribute("href").ShouldBe("/");
    }

    [Fact]
    public async Task An_unknown_api_gets_json()
    {
        var answer = await shared.Host.NewBrowser().FetchAsync(HttpMethod.Post, DemoHost.Url + "/api/no/such/endpoint");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var body = await JsonOf(answer);
        body.GetProperty("error").GetString().ShouldBe("Not Found");
        body.GetProperty("correlationId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_error_page_has_no_address_of_its_own()
    {
        var page = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + "/error");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DM07_an_exception_shows_a_correlation_id_and_not_its_text()
    {
        await using var demo = await BrokenDemo();

        var page = await demo.NewBrowser().GetAsync(DemoHost.Url + "/");

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("Something went wrong");
        page.Document.QuerySelector(".fine code")!.TextContent.Length.ShouldBe(32);
        page.Body.ShouldNotContain(ThrowEverywhere.Secret);
        page.Body.ShouldNotContain("Exception");
        page.Response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(401, "Please sign in", "/api/auth/login")]
    [InlineData(403, "This is not open to you", "/")]
    [InlineData(429, "A little too fast", "/")]
    [InlineData(503, "Not available right now", "/")]
    [InlineData(418, "This did not work", "/")]
    public async Task Every_refusal_has_words_and_a_way_on(int status, string title, string wayOn)
    {
        await using var demo = await BrokenDemo(status);

        var page = await demo.NewBrowser().GetAsync(DemoHost.Url + "/");

        ((int)page.Status).ShouldBe(status);
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe(title);
        page.Document.QuerySelector("main a.primary")!.GetAttribute("href").ShouldBe(wayOn);
    }

    private Task<DemoHost> BrokenDemo(int? status = null) => DemoHost.StartAsync(shared.Platform, shared.Host.Application, configure: builder =>
        builder.Services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new ThrowEverywhere(status))));

    private static async Task<JsonElement> JsonOf(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    /// <summary>A fault in whatever page or action is asked for, except the error page.</summary>
    private sealed class ThrowEverywhere(int? status) : IResourceFilter
    {
        public const string Secret = "connection string with a password";

        public void OnResourceExecuting(ResourceExecutingContext context)
        {
            if (context.HttpContext.Request.Path == "/error") return;
            context.Result = status is { } code ? new StatusCodeResult(code) : throw new InvalidOperationException(Secret);
        }

        public void OnResourceExecuted(ResourceExecutedContext context)
        {
        }
    }
}
