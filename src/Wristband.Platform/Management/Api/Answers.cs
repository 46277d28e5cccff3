using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Management.Api;

/// <summary>How the API says what became of an operation.</summary>
internal static class Answers
{
    public static IResult Of(Refusal refusal)
    {
        var message = refusal.Message ?? "This cannot be done.";
        return refusal.Hindrance switch
        {
            Hindrance.Permission => ApiError.Forbidden(),
            Hindrance.Missing when refusal.Message is null => ApiError.NotFound(),
            Hindrance.Missing => ApiError.NotFound(refusal.Code, message),
            Hindrance.Haste => new TooManyAttempts(refusal.RetryAfter),
            Hindrance.Changed => ApiError.Refused(
                StatusCodes.Status412PreconditionFailed, refusal.Code, "It was changed since. Read it again and decide anew."),
            _ when refusal.Violations is { } violations => ApiError.Violated(refusal.Code, message, Spell(violations)),
            _ => ApiError.Refused(StatusCodes.Status400BadRequest, refusal.Code, message),
        };
    }

    /// <summary>The result in its own words, or the refusal.</summary>
    public static IResult Or<T>(this Outcome<T> outcome, Func<T, IResult> answer) where T : class =>
        outcome.Succeeded ? answer(outcome.Result) : Of(outcome.Refusal);

    /// <summary>204, or the refusal.</summary>
    public static IResult NoContent(Refusal? refusal) => refusal is null ? TypedResults.NoContent() : Of(refusal);

    private static Dictionary<string, IReadOnlyList<ApiViolation>> Spell(Violations violations) => violations.ByField.ToDictionary(
        field => field.Key,
        field => (IReadOnlyList<ApiViolation>)[.. field.Value.Select(v => new ApiViolation(v.Code, v.Attributes))]);
}
