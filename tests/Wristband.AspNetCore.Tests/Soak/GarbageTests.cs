using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Soak;

/// <summary>D-17, S-29: five hundred answers that no platform should give, at each endpoint that the SDK calls.</summary>
[Collection(Alone.Name)]
public class GarbageTests
{
    private const int Variants = 500;

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", "null", "true", "\"", ",", ":", "1e999", "-0", "NaN", "Infinity", "\\u0000", "\ud800", "\ufeff", "<html>",
        "\"access_token\":\"a\"",
        "\"access_token\":null", "\"refresh_token\":{}", "\"expires_in\":\"soon\"", "\"expires_in\":-1", "\"id_token\":\"a.b.c\"",
        "\"keys\":[{\"kty\":\"RSA\"}]",
        "\"loginUrl\":7", "\"redirectUri\":\"javascript:alert(1)\"", "\"sub\":[]", "\"error\":\"server_error\"", new string('[', 200),
        new string('a', 5000),
    ];

    private static readonly string?[] Types = ["application/json", "text/html", "application/json; charset=utf-16", "image/png", null];

    [Theory]
    [InlineData("sdk-configuration")]
    [InlineData("token.code")]
    [InlineData("userinfo")]
    [InlineData("jwks")]
    public async Task A_login_ends_with_a_page_that_leads_on(string endpoint)
    {
        await using var world = await SdkWorld.StartAsync();
        var random = new Random(20260117);
        await Alone.ShouldStayFlatAsync(Variants, async i =>
        {
            var browser = world.NewBrowser();
            world.Platform.Answers[endpoint] = Garbage(random);

            var page = await browser.GetAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme&return_url=/members");

            ((int)page.Status).ShouldBeOneOf(200, 400, 502, 503);
            if (page.Status != HttpStatusCode.OK) page.Body.ShouldContain("WB1", customMessage: $"variant {i}");
            page.Body.ShouldNotContain("Exception");
            page.Url.Host.ShouldBe("app.test");
            world.Clock.Advance(TimeSpan.FromSeconds(61));
        });
    }

    [Fact]
    public async Task A_session_waits_for_a_better_answer()
    {
        await using var world = await SdkWorld.StartAsync(
            s => s.Options = o => (o.SessionLifetime, o.SessionIdleTimeout) = (TimeSpan.FromHours(24), TimeSpan.FromHours(24)));
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        var random = new Random(20260118);
        await Alone.ShouldStayFlatAsync(Variants, async i =>
        {
            world.Platform.Answers["token.refresh"] = Garbage(random);

            using var answer = await world.FetchAsync("/api/hello");

            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, $"variant {i}");
            world.Clock.Advance(TimeSpan.FromSeconds(31));
        });
        world.Platform.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    private static Func<HttpContext, Task> Garbage(Random random)
    {
        var status = random.Next(4) == 0 ? random.Next(400, 404) : 200;
        var type = Types[random.Next(Types.Length)];
        var body = new StringBuilder(random.Next(3) == 0 ? "{" : "");
        for (var i = random.Next(8); i >= 0; i--)
            body.Append(Fragments[random.Next(Fragments.Length)]).Append(random.Next(2) == 0 ? "," : "");
        var bytes = Encoding.UTF8.GetBytes(body.ToString());
        var repeat = random.Next(50) == 0 ? 400 : 1;
        var encoding = random.Next(10) == 0 ? "gzip" : null;
        return async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            if (encoding is not null) context.Response.Headers.ContentEncoding = encoding;
            for (var i = 0; i < repeat; i++) await context.Response.Body.WriteAsync(bytes);
        };
    }
}
