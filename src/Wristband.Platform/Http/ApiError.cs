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
    public string Type => Violations is null ? "base_error" : "constraint_violations_error";

    [JsonPropertyName("ticket")]
    public string? Ticket { get; } = Activity.Current?.TraceId.ToHexString();

    /// <summary>What is wrong with which field.</summary>
    [JsonPropertyName("violations"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<ApiViolation>>? Violations { get; init; }

    public static IResult Violated(string code, string message, IReadOnlyDictionary<string, IReadOnlyList<ApiViolation>> violations) =>
        TypedResults.Json(new ApiError(code, message) { Violations = violations }, statusCode: StatusCodes.Status400BadRequest);

    public static IResult NotFound() => NotFound("not_found", "There is nothing here.");

    public static IResult NotFound(string code, string message) => Answer(StatusCodes.Status404NotFound, code, message);

    public static IResult BadRequest(string message) => Answer(StatusCodes.Status400BadRequest, "bad_request", message);

    public static IResult InvalidRequest(string message) => Answer(StatusCodes.Status400BadRequest, "invalid_request", message);

    public static IResult Unauthorized() =>
        Answer(StatusCodes.Status401Unauthorized, "unauthorized", "Send an access token of this application that has not expired.");

    public static IResult Forbidden() =>
        Answer(StatusCodes.Status403Forbidden, "forbidden", "This needs a permission that you do not have.");

    public static IResult Refused(int status, string code, string message) => Answer(status, code, message);

    private static JsonHttpResult<ApiError> Answer(int status, string code, string message) =>
        TypedResults.Json(new ApiError(code, message), statusCode: status);
}

/// <summary>One rule that a field breaks, and what the rule measures by.</summary>
internal sealed record ApiViolation(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("constraintAttributes"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string>? ConstraintAttributes);
