using Microsoft.Data.Sqlite;

namespace Wristband.EndToEnd.Tests.Crashes;

/// <summary>What the database holds about one tenant, read as an auditor would: with SQL, from the file.</summary>
internal sealed record StoredState(
    long Tenants, long Owners, long Codes, long FamiliesWithSeveralCodes, long FamiliesWithSeveralLiveTokens, long TokensWithoutCause)
{
    public static async Task<StoredState> ReadAsync(string file, string tenantName)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        await connection.OpenAsync();
        return new StoredState(
            await CountAsync(connection, tenantName, "SELECT COUNT(*) FROM Tenants WHERE Name = $tenant"),
            await CountAsync(connection, tenantName, """
                SELECT COUNT(*) FROM UserRoles g JOIN Users u ON u.TenantId = g.TenantId AND u.Id = g.UserId
                JOIN Tenants t ON t.Id = u.TenantId WHERE t.Name = $tenant
                """),
            await CountAsync(connection, tenantName, OfTenant("SELECT COUNT(*) FROM OAuthTokens k", "k.Kind = 'Code'")),
            await CountAsync(connection, tenantName, PerFamily("k.Kind = 'Code'")),
            await CountAsync(connection, tenantName, PerFamily("k.Kind = 'Refresh' AND k.RedeemedAt IS NULL")),
            // Each redemption makes exactly one refresh token: more tokens than redemptions were issued twice.
            await CountAsync(connection, tenantName, $"""
                SELECT COUNT(*) FROM (
                    SELECT SUM(k.Kind = 'Refresh') AS issued, SUM(k.RedeemedAt IS NOT NULL) AS redeemed
                    {OfTenant("FROM OAuthTokens k", "1 = 1")}
                    GROUP BY k.FamilyId) WHERE issued <> redeemed
                """));
    }

    public void ShouldBeWhole(string situation) => this.ShouldSatisfyAllConditions(
        situation,
        () => Tenants.ShouldBe(1),
        () => Owners.ShouldBe(1),
        () => Codes.ShouldBeGreaterThan(0),
        () => FamiliesWithSeveralCodes.ShouldBe(0),
        () => FamiliesWithSeveralLiveTokens.ShouldBe(0),
        () => TokensWithoutCause.ShouldBe(0));

    private static string OfTenant(string select, string where) =>
        $"{select} JOIN Tenants t ON t.Id = k.TenantId WHERE t.Name = $tenant AND {where}";

    private static string PerFamily(string where) =>
        $"SELECT COUNT(*) FROM ({OfTenant("SELECT k.FamilyId FROM OAuthTokens k", where)} GROUP BY k.FamilyId HAVING COUNT(*) > 1)";

    private static async Task<long> CountAsync(SqliteConnection connection, string tenantName, string sql)
    {
        await using var command = connection.CreateCommand();
        // Every statement is a constant of this file.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$tenant", tenantName);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
