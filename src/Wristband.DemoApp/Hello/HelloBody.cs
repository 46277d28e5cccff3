using System.Text.Json;

namespace Wristband.DemoApp.Hello;

/// <summary>What the hello APIs want to read: {"action":"hello"}, whatever content type the caller declares.</summary>
internal static class HelloBody
{
    public const string WrongAction = "Invalid action. Expected \"hello\".";
    public const string NotJson = "Invalid JSON body";

    /// <summary>Null when the body says hello, otherwise what is wrong with it.</summary>
    public static async Task<string?> ProblemOfAsync(HttpRequest request)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return SaysHello(body.RootElement) ? null : WrongAction;
        }
        catch (JsonException)
        {
            return NotJson;
        }
    }

    private static bool SaysHello(JsonElement body)
    {
        try
        {
            return body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("action", out var action)
                && action.ValueKind == JsonValueKind.String
                && action.ValueEquals("hello");
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair ("\ud800"): JSON can spell it, no text can hold it.
            return false;
        }
    }
}
