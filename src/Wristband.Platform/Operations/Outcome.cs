using System.Diagnostics.CodeAnalysis;

namespace Wristband.Platform.Operations;

/// <summary>What is in the way.</summary>
internal enum Hindrance
{
    /// <summary>What was asked for cannot be done as it was asked.</summary>
    Request,

    /// <summary>The caller lacks a permission.</summary>
    Permission,

    /// <summary>There is no such thing here, not any more, or not for this caller: the three look alike.</summary>
    Missing,

    /// <summary>It is not what the caller took it for: somebody changed it meanwhile.</summary>
    Changed,

    /// <summary>Too often; the same request may succeed later.</summary>
    Haste,
}

/// <summary>Why an operation was refused: a code that programs read, and how long to wait when time helps.</summary>
internal sealed record Refusal(string Code, TimeSpan RetryAfter = default)
{
    public Hindrance Hindrance { get; init; }

    /// <summary>A sentence for who wrote the program.</summary>
    public string? Message { get; init; }

    /// <summary>What is wrong with which field, when fields are.</summary>
    public Violations? Violations { get; init; }

    /// <summary>Something else has this name already.</summary>
    public static Refusal Taken { get; } = new("taken");

    /// <summary>There is no such thing here, not any more, or not for this caller: the three look alike.</summary>
    public static Refusal NotFound { get; } = new("not_found") { Hindrance = Hindrance.Missing };

    /// <summary>The caller lacks a permission. Said before anything is looked up, so that it tells nothing about ids.</summary>
    public static Refusal Forbidden { get; } = new("forbidden") { Hindrance = Hindrance.Permission };

    /// <summary>Somebody changed it since the caller looked.</summary>
    public static Refusal Changed { get; } = new("precondition_failed") { Hindrance = Hindrance.Changed };

    /// <summary>Like <see cref="NotFound"/>, by name: "role" becomes role_not_found.</summary>
    public static Refusal Missing(string noun, string id) => new(noun.Replace(' ', '_') + "_not_found")
    {
        Hindrance = Hindrance.Missing,
        Message = $"{char.ToUpperInvariant(noun[0])}{noun[1..]} [{id}] could not be found",
    };

    public static Refusal Invalid(string message) => new("invalid_request") { Message = message };

    /// <summary>Too often; the same request may succeed later.</summary>
    public static Refusal TooMany(TimeSpan retryAfter) => new("too_many_requests", retryAfter) { Hindrance = Hindrance.Haste };
}

/// <summary>What an operation answers: its result, or why not.</summary>
internal sealed record Outcome<T> where T : class
{
    private Outcome(T? result, Refusal? refusal) => (Result, Refusal) = (result, refusal);

    public T? Result { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Result))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    public static Outcome<T> From(T result) => new(result, null);

    public static implicit operator Outcome<T>(T result) => new(result, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}

/// <summary>For results whose type is an interface: those convert to nothing by themselves.</summary>
internal static class Outcome
{
    public static Outcome<T> Of<T>(T result) where T : class => Outcome<T>.From(result);
}
