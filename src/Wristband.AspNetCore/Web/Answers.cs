using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Web;

/// <summary>JSON answers to scripts and API clients: a status word that never changes, and a reason that a program can switch on.</summary>
internal static class Answers
{
    public static Task UnauthorizedAsync(HttpContext context, string reason) =>
        WriteAsync(context, StatusCodes.Status401Unauthorized, "Unauthorized", reason);

    public static Task ForbiddenAsync(HttpContext context, string reason) =>
        WriteAsync(context, StatusCodes.Status403Forbidden, "Forbidden", reason);

    public static Task UnavailableAsync(HttpContext context, string reason, TimeSpan retryAfter)
    {
        context.SetRetryAfter(retryAfter);
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Service Unavailable", reason);
    }

    /// <summary>
    /// To a browser that loads ahead of the click. An error that nobody may keep, since some browsers use any other answer for the click
    /// itself (S-16).
    /// </summary>
    public static void RefuseLoadingAhead(HttpContext context)
    {
        context.SetNoStore();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    /// <summary>Headers of every answer that depends on who asks: nobody may keep it, nobody may guess its type.</summary>
    public static void SetNoStore(this HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
    }

    public static void SetRetryAfter(this HttpContext context, TimeSpan delay) =>
        context.Response.Headers.RetryAfter = ((int)Math.Clamp(Math.Ceiling(delay.TotalSeconds), 1, 3600)).ToString(
            System.Globalization.CultureInfo.InvariantCulture);

    private static Task WriteAsync(HttpContext context, int status, string error, string reason)
    {
        context.SetNoStore();
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorBody(error, reason), AnswersJson.Default.ErrorBody);
    }
}

internal sealed record ErrorBody(string Error, string Reason);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class AnswersJson : JsonSerializerContext;
