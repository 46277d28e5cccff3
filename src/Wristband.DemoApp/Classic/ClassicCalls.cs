using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Classic;

/// <summary>The two tabs of the page: one API, two ways to recognise the caller.</summary>
internal static class ClassicCalls
{
    private const string File = "Classic/HelloController.cs";

    public static IReadOnlyList<ApiCall> All { get; } =
    [
        new()
        {
            Id = "session",
            Title = "Session cookie + CSRF",
            Button = "Call cookie API",
            Path = "/api/classic/session-hello",
            Request = """
                POST /api/classic/session-hello
                Content-Type: application/json
                Cookie: session=‹added by the browser›
                X-CSRF-TOKEN: ‹from the cookie CSRF-TOKEN›

                { "action": "hello" }
                """,
            Explanation = "The browser sends the session cookie by itself. So that no other site can make it do that in your name, the call also "
                + "carries a CSRF token in a header, which only a script of this site can set.",
            Source = """
                [Authorize(Policy = WristbandDefaults.SessionPolicy)]
                public Task<IActionResult> SessionHello()
                """,
            SourceFile = File,
        },
        new()
        {
            Id = "jwt",
            Title = "JWT bearer token",
            Button = "Call token API",
            Path = "/api/classic/jwt-hello",
            Request = """
                GET /api/auth/token
                Cookie: session=‹added by the browser›
                X-CSRF-TOKEN: ‹from the cookie CSRF-TOKEN›

                POST /api/classic/jwt-hello
                Content-Type: application/json
                Authorization: Bearer ‹that access token›

                { "action": "hello" }
                """,
            Explanation = "The page asks its own back end for the access token, keeps it in memory until shortly before it expires, and sends it to "
                + "the API. That is how a single-page application calls an API of another host; within one site, the session cookie is the safer choice.",
            Source = """
                [Authorize(Policy = WristbandDefaults.JwtPolicy)]
                public Task<IActionResult> JwtHello()
                """,
            SourceFile = File,
        },
    ];
}
