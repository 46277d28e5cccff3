using Microsoft.Extensions.Localization;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Classic;

/// <summary>The two tabs of the page: one API, two ways to recognise the caller.</summary>
internal static class ClassicCalls
{
    private const string File = "Classic/HelloController.cs";

    public static IReadOnlyList<ApiCall> All(IStringLocalizer<ClassicTexts> texts) =>
    [
        new()
        {
            Id = "session",
            Title = texts["SessionTitle"],
            Button = texts["SessionButton"],
            Path = "/api/classic/session-hello",
            Request = """
                POST /api/classic/session-hello
                Content-Type: application/json
                Cookie: ‹the session, added by the browser›
                X-CSRF-TOKEN: ‹from the cookie CSRF-TOKEN›

                { "action": "hello" }
                """,
            Explanation = texts["SessionExplanation"],
            Source = """
                [Authorize(Policy = WristbandDefaults.SessionPolicy)]
                public Task<IActionResult> SessionHello()
                """,
            SourceFile = File,
        },
        new()
        {
            Id = "jwt",
            Title = texts["JwtTitle"],
            Button = texts["JwtButton"],
            Path = "/api/classic/jwt-hello",
            Request = """
                GET /api/auth/token
                Cookie: ‹the session, added by the browser›
                X-CSRF-TOKEN: ‹from the cookie CSRF-TOKEN›

                POST /api/classic/jwt-hello
                Content-Type: application/json
                Authorization: Bearer ‹that access token›

                { "action": "hello" }
                """,
            Explanation = texts["JwtExplanation"],
            Source = """
                [Authorize(Policy = WristbandDefaults.JwtPolicy)]
                public Task<IActionResult> JwtHello()
                """,
            SourceFile = File,
        },
    ];
}
