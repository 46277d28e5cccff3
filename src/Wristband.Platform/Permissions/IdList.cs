using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>Ids that somebody names, at most a hundred at once.</summary>
internal static class IdList
{
    private const int Most = 100;

    /// <summary>Why such a list cannot be worked on; null when it can.</summary>
    public static Refusal? Check(string field, IReadOnlyList<string?>? ids)
    {
        var violations = new Violations();
        if (ids is null) violations.Add(field, "not_null");
        else if (ids.Any(string.IsNullOrEmpty)) violations.Add(field, "invalid_type");
        violations.Count(field, ids?.OfType<string>().ToList(), Most);
        return violations.Refusal;
    }
}
