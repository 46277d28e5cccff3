using System.Diagnostics;
using System.Text.Json.Serialization;

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

    public static IResult NotFound() => TypedResults.Json(new ApiError("not_found", "There is nothing here."), statusCode: StatusCodes.Status404NotFound);

    public static IResult BadRequest(string message) => TypedResults.Json(new ApiError("bad_request", message), statusCode: StatusCodes.Status400BadRequest);
}
