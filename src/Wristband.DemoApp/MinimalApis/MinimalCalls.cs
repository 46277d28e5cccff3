using Microsoft.Extensions.Localization;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.MinimalApis;

/// <summary>What the page calls: who am I; and, in two steps, an API that wants a token.</summary>
internal static class MinimalCalls
{
    private const string File = "MinimalApis/MinimalApi.cs";

    public static ApiCall Session(IStringLocalizer<MinimalApisTexts> texts) => new()
    {
        Id = "session",
        Title = texts["SessionTitle"],
        Button = texts["SessionButton"],
        Path = "/api/minimal/session",
        Request = """
            GET /api/minimal/session
            Cookie: ‹the session, added by the browser›
            """,
        Explanation = texts["SessionExplanation"],
        Source = """
            api.MapGet("/session", (ClaimsPrincipal user) => …).RequireWristbandSession();
            """,
        SourceFile = File,
    };

    public static ApiCall Token(IStringLocalizer<MinimalApisTexts> texts) => new()
    {
        Id = "token",
        Title = texts["TokenTitle"],
        Button = texts["TokenButton"],
        Path = "/api/auth/token",
        Request = """
            GET /api/auth/token
            Cookie: ‹the session, added by the browser›
            X-CSRF-TOKEN: ‹from the cookie CSRF-TOKEN›
            """,
        Explanation = texts["TokenExplanation"],
        Source = "app.MapWristband();",
        SourceFile = "Program.cs",
    };

    public static ApiCall Hello(IStringLocalizer<MinimalApisTexts> texts) => new()
    {
        Id = "hello",
        Title = texts["HelloTitle"],
        Button = texts["HelloButton"],
        Path = "/api/minimal/jwt-hello",
        Request = """
            POST /api/minimal/jwt-hello
            Content-Type: application/json
            Authorization: Bearer ‹the access token of step 1›

            { "action": "hello" }
            """,
        Explanation = texts["HelloExplanation"],
        Source = """
            var withToken = api.MapGroup("").RequireWristbandJwt();
            withToken.MapPost("/jwt-hello", (ClaimsPrincipal user, TimeProvider time) => …).AddEndpointFilter<SaysHello>();
            """,
        SourceFile = File,
    };
}
