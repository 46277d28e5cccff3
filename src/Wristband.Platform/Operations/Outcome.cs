using System.Diagnostics.CodeAnalysis;

namespace Wristband.Platform.Operations;

/// <summary>Why an operation was refused: a code that programs read, and how long to wait when time helps.</summary>
internal sealed record Refusal(string Code, TimeSpan RetryAfter = default)
{
    /// <summary>Something else has this name already.</summary>
    public static Refusal Taken { get; } = new("taken");

    /// <summary>There is no such thing here, not any more, or not for this caller: the three look alike.</summary>
    public static Refusal NotFound { get; } = new("not_found");

    /// <summary>Too often; the same request may succeed later.</summary>
    public static Refusal TooMany(TimeSpan retryAfter) => new("too_many_requests", retryAfter);
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

    public static implicit operator Outcome<T>(T result) => new(result, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}
