using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Web;

public class ProblemPageTests
{
    private const string Repeated = SdkWorld.App + "/api/auth/login?tenant_name=a&tenant_name=b";

    [Fact]
    public async Task An_application_shows_problems_in_its_own_look()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Before = builder =>
        {
            builder.Services.AddRazorComponents();
            Snippets.Problems(builder);
        });

        var page = await world.Browser.GetOnceAsync(Repeated);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        page.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.Document.QuerySelector("h1.brand")!.TextContent.ShouldBe("This sign-in link is broken");
        page.Document.QuerySelector("a")!.GetAttribute("href").ShouldBe("/api/auth/login");
    }

    [Fact]
    public async Task The_event_knows_all_that_the_page_would_say()
    {
        WristbandProblemContext? seen = null;
        await using var world = await SdkWorld.StartAsync(s => s.Options = options => options.Events.OnProblem = context =>
        {
            seen = context;
            return Task.CompletedTask;
        });
        world.Platform.Answers["sdk-configuration"] = context => FakePlatform.RefuseAsync(context, 500, "server_error");

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme");

        seen.ShouldNotBeNull();
        seen.Status.ShouldBe(503);
        seen.Id.ShouldBe("WB1101");
        seen.RetryUrl.ShouldBe("");
        seen.RetryText.ShouldBe("Try again");
        seen.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        page.Response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        foreach (var said in new[] { seen.Title, seen.Advice, seen.Id, seen.TraceId }) page.Text.ShouldContain(said);
    }

    [Fact]
    public async Task An_event_may_write_the_answer_itself()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Options = options => options.Events.OnProblem = async context =>
        {
            context.HandleResponse();
            await context.HttpContext.Response.WriteAsync("mine");
        });

        var page = await world.Browser.GetOnceAsync(Repeated);

        (page.Status, page.Body).ShouldBe((HttpStatusCode.BadRequest, "mine"));
    }

    [Fact]
    public async Task An_outage_in_the_middle_of_a_session_and_the_question_whether_to_sign_out_go_the_same_way()
    {
        var seen = new List<string>();
        await using var world = await SdkWorld.StartAsync(s => s.Options = options => options.Events.OnProblem = context =>
        {
            seen.Add($"{context.Id} {context.Status} {context.RetryText}");
            context.Result = Results.Text("mine");
            return Task.CompletedTask;
        });
        await world.SignInAsync();
        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout", ("Sec-Fetch-Site", "cross-site"));
        world.Platform.Answers["token.refresh"] = context => FakePlatform.RefuseAsync(context, 500, "server_error");
        world.Clock.Advance(TimeSpan.FromMinutes(31));

        var outage = await world.Browser.GetOnceAsync(SdkWorld.App + "/members");

        seen.ShouldBe(["WB1403 200 Sign out", "WB1302 503 Try again"]);
        outage.Body.ShouldBe("mine");
        outage.Response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Clients_that_do_not_read_HTML_get_JSON_and_no_event()
    {
        await using var world = await SdkWorld.StartAsync(
            s => s.Options = options => options.Events.OnProblem = _ => throw new InvalidOperationException());

        using var answer = await world.Browser.FetchAsync(HttpMethod.Get, Repeated);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"error\":\"WB1201\"");
    }
}
