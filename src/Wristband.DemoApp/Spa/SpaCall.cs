using Microsoft.Extensions.Localization;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Spa;

/// <summary>The API that the single-page app calls with a token.</summary>
internal static class SpaCall
{
    public static ApiCall Hello(IStringLocalizer<SpaTexts> texts) => new()
    {
        Id = "hello",
        Title = texts["HelloTitle"],
        Button = texts["HelloButton"],
        Path = "/api/minimal/jwt-hello",
        Request = """
            POST /api/minimal/jwt-hello
            Content-Type: application/json
            Authorization: Bearer ‹from GET /api/auth/token, kept in memory›

            { "action": "hello" }
            """,
        Explanation = texts["HelloExplanation"],
        Source = "const { token, failure } = await accessToken();",
        SourceFile = "wwwroot/js/token.js",
    };
}
