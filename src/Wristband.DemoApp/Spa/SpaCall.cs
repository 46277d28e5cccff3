using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Spa;

/// <summary>The API that the single-page app calls with a token.</summary>
internal static class SpaCall
{
    public static ApiCall Hello { get; } = new()
    {
        Id = "hello",
        Title = "An API that wants a token",
        Button = "Call the API",
        Path = "/api/minimal/jwt-hello",
        Request = """
            POST /api/minimal/jwt-hello
            Content-Type: application/json
            Authorization: Bearer ‹from GET /api/auth/token, kept in memory›

            { "action": "hello" }
            """,
        Explanation = "The token is fetched when it is needed, used until half a minute before its end, and asked for once however many calls "
            + "need it at the same time.",
        Source = "const { token, failure } = await accessToken();",
        SourceFile = "wwwroot/js/token.js",
    };
}
