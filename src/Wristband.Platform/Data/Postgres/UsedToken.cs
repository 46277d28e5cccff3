using System.Data.Common;

namespace Wristband.Platform.Data.Postgres;

/// <summary>A token as a redemption that did not happen sees it: what decides why.</summary>
internal sealed record UsedToken(
    DateTimeOffset ExpiresAt, DateTimeOffset? RedeemedAt, string? SuccessorSeed, bool IsRevoked, string TenantId, string FamilyId)
{
    /// <summary>A row of <see cref="PostgresStatements.FindUsed"/>.</summary>
    public static UsedToken Read(DbDataReader row) => new(
        Time(row, 0), row.IsDBNull(1) ? null : Time(row, 1), row.IsDBNull(2) ? null : row.GetString(2), !row.IsDBNull(3),
        row.GetString(4), row.GetString(5));

    private static DateTimeOffset Time(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
