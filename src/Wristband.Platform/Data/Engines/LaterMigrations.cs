namespace Wristband.Platform.Data.Engines;

/// <summary>
/// What a newer version did to a database that this version serves as well: while one replica after the other is replaced, and when an
/// operator goes one version back. What was added disturbs nobody. Who takes something away says with the migration's name which one a
/// version has to know to live without it (P-59).
/// </summary>
internal static class LaterMigrations
{
    /// <summary>Before the number of that migration: <c>20280101000000_DropOldName_After_20270101000000</c>.</summary>
    public const string After = "_After_";

    /// <summary>The applied migrations that this version does not know, in their order.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> applied, IEnumerable<string> known) =>
        [.. applied.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The first of them that this version cannot serve beside; null when there is none.</summary>
    public static string? Unbearable(IReadOnlyCollection<string> applied, IReadOnlyCollection<string> known)
    {
        var later = Of(applied, known);
        if (later.Count == 0) return null;
        var newest = known.Max(StringComparer.Ordinal)!;
        // Another line of versions went off before this one: what it did, nobody here can know.
        if (known.Except(applied, StringComparer.Ordinal).Any() || string.CompareOrdinal(later[0], newest) < 0) return later[0];
        return later.FirstOrDefault(migration => Needs(migration) is { } number && !known.Any(other => Number(other) == number));
    }

    /// <summary>The number of the migration that a version has to know; null when any version will do.</summary>
    public static string? Needs(string migration) =>
        migration.LastIndexOf(After, StringComparison.Ordinal) is var at && at < 0 ? null : migration[(at + After.Length)..];

    /// <summary>The time that a migration's name begins with.</summary>
    public static string Number(string migration) => migration.Split('_')[0];
}
