using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Wristband.Platform.Data.Engines;

namespace Wristband.Rules.Tests.Model;

/// <summary>A migration, by its name, and what it does.</summary>
internal sealed record Step(string Migration, IReadOnlyList<MigrationOperation> Operations);

/// <summary>
/// While replicas are replaced, the version before serves the database of this one (P-59). So a migration may add what that version does
/// not notice. What it would miss goes one version later, in a migration whose name says which one a version has to know by then.
/// </summary>
internal static class ForwardSafety
{
    /// <param name="steps">All migrations of an engine, in their order.</param>
    /// <param name="released">The last one that the version before knows.</param>
    /// <param name="reasons">What is safe all the same: "migration: operation", and why.</param>
    public static IEnumerable<string> Check(IReadOnlyList<Step> steps, string released, IReadOnlyDictionary<string, string> reasons)
    {
        if (steps.All(step => step.Migration != released)) return [$"{released} of LastRelease is no migration."];
        var known = steps.Select(step => step.Migration).Where(name => string.CompareOrdinal(name, released) <= 0).ToList();
        var later = steps.Where(step => !known.Contains(step.Migration)).ToList();
        // What the version before never saw may change at will.
        var made = later.SelectMany(step => step.Operations).OfType<CreateTableOperation>().Select(table => table.Name).ToHashSet();
        var added = later.SelectMany(step => step.Operations).OfType<AddColumnOperation>()
            .Where(column => column.IsNullable && column.DefaultValue is null && column.DefaultValueSql is null)
            .Select(column => (column.Table, column.Name)).ToHashSet();
        var unsafeOnes =
            from step in later
            where !IsAnnounced(step.Migration, known)
            from operation in step.Operations
            where !IsSafe(operation, added) && !made.Contains(TableOf(operation) ?? "")
            select $"{step.Migration}: {Say(operation)}";
        var found = unsafeOnes.ToList();
        return found.Where(line => !reasons.ContainsKey(line))
            .Select(line => line + " would disturb the version before, which may still serve. CONTRIBUTING.md says what to do instead.")
            .Concat(later.Where(step => LaterMigrations.Needs(step.Migration) is not null && !IsAnnounced(step.Migration, known))
                .Select(step => $"{step.Migration}: the version before does not know {LaterMigrations.Needs(step.Migration)}."))
            .Concat(reasons.Keys.Except(found).Where(line => later.Any(step => line.StartsWith(step.Migration, StringComparison.Ordinal)))
                .Select(line => $"'{line}' has a reason and needs none."));
    }

    private static bool IsAnnounced(string migration, IEnumerable<string> known) =>
        LaterMigrations.Needs(migration) is { } number && known.Any(name => LaterMigrations.Number(name) == number);

    private static bool IsSafe(MigrationOperation operation, HashSet<(string Table, string Name)> added) => operation switch
    {
        CreateTableOperation or EnsureSchemaOperation => true,
        // Where one of its columns is empty, nothing is twice.
        CreateIndexOperation index => !index.IsUnique || index.Columns.Any(column => added.Contains((index.Table, column))),
        // Rows of the version before come without it.
        AddColumnOperation column => column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null,
        _ => false,
    };

    private static string? TableOf(MigrationOperation operation) => operation switch
    {
        ITableMigrationOperation of => of.Table,
        RenameIndexOperation of => of.Table,
        DropIndexOperation of => of.Table,
        _ => null,
    };

    private static string Say(MigrationOperation operation)
    {
        var kind = operation.GetType().Name.Replace("Operation", "", StringComparison.Ordinal);
        var name = operation.GetType().GetProperty("Name")?.GetValue(operation) as string;
        return string.Join(' ', new[] { kind, TableOf(operation), name }.OfType<string>().Distinct());
    }
}
