using System.Diagnostics.CodeAnalysis;

namespace Wristband.Platform.Operations;

/// <summary>A field of a change: left alone, or given a new value, which may be nothing.</summary>
internal readonly record struct Change<T>(bool IsGiven, T Value)
{
    /// <summary>The new value where there is one, else what was.</summary>
    public T Or(T before) => IsGiven ? Value : before;

    [SuppressMessage("Usage", "CA2225", Justification = "A value is written where a change is asked for.")]
    public static implicit operator Change<T>(T value) => new(true, value);
}
