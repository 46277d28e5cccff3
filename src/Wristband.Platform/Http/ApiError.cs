using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Wristband.Platform.Http;

/// <summary>How the resource APIs say that something is wrong. The ticket finds the request in the log.</summary>
internal sealed record ApiError(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message)
{
    [JsonPropertyName("type")]
    public string Type => "base_error";

    [JsonPropertyName("ticket")]
    public string? Ticket { get; } = Activity.Current?.TraceId.ToHexString();

    public static IResult NotFound() => NotFound("not_found", "There is nothing here.");

    public static IResult NotFound(string code, string message) => Answer(StatusCodes.Status404NotFound, code, message);

    public static IResult BadRequest(string message) => Answer(StatusCodes.Status400BadRequest, "bad_request", message);

    public static IResult InvalidRequest(string message) => Answer(StatusCodes.Status400BadRequest, "invalid_request", message);

    public static IResult Unauthorized() =>
        Answer(StatusCodes.Status401Unauthorized, "unauthorized", "Send an access token of this application that has not expired.");

    public static IResult Forbidden() =>
        Answer(StatusCodes.Status403Forbidden, "forbidden", "This needs a permission that you do not have.");

    private static JsonHttpResult<ApiError> Answer(int status, string code, string message) =>
        TypedResults.Json(new ApiError(code, message), statusCode: status);
}
