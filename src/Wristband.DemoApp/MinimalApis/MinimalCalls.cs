using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.MinimalApis;

/// <summary>What the page calls: who am I; and, in two steps, an API that wants a token.</summary>
internal static class MinimalCalls
{
    private const string File = "MinimalApis/MinimalApi.cs";

    public static ApiCall Session { get; } = new()
    {
        Id = "session",
        Title = "Session endpoint",
        Button = "Get session data",
        Path = "/api/minimal/session",
        Request = """
            GET /api/minimal/session
            Cookie: session=‹added by the browser›
            """,
        Explanation = "Who is signed in, in the format that Wristband's front-end SDKs read. It changes nothing, so it needs no CSRF token.",
        Source = """
            api.MapGet("/session", (ClaimsPrincipal user) => …).RequireWristbandSession();
            """,
        SourceFile = File,
    };

    public static ApiCall Token { get; } = new()
    {
        Id = "token",
        Title = "Step 1: get an access token",
        Button = "Get access token",
        Path = "/api/auth/token",
        Request = """
            GET /api/auth/token
            Cookie: session=‹added by the browser›
            X-CSRF-TOKEN: ‹from the cookie CSRF-TOKEN›
            """,
        Explanation = "The token leaves the server at this one endpoint. The page keeps it in a variable: not in the document, not in storage.",
        Source = "app.MapWristband();",
        SourceFile = "Program.cs",
    };

    public static ApiCall Hello { get; } = new()
    {
        Id = "hello",
        Title = "Step 2: call the API with it",
        Button = "Call JWT API",
        Path = "/api/minimal/jwt-hello",
        Request = """
            POST /api/minimal/jwt-hello
            Content-Type: application/json
            Authorization: Bearer ‹the access token of step 1›

            { "action": "hello" }
            """,
        Explanation = "The API looks at the token alone, so any program that holds one can call it. The token says who and in which tenant.",
        Source = """
            var withToken = api.MapGroup("").RequireWristbandJwt();
            withToken.MapPost("/jwt-hello", (ClaimsPrincipal user, TimeProvider time) => …).AddEndpointFilter<SaysHello>();
            """,
        SourceFile = File,
    };
}
