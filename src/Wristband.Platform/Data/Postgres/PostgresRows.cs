using Npgsql;
using Wristband.Platform.OAuth.Storage;

namespace Wristband.Platform.Data.Postgres;

/// <summary>A token as a redemption that did not happen sees it: what decides why.</summary>
internal sealed record UsedToken(
    DateTimeOffset ExpiresAt, DateTimeOffset? RedeemedAt, string? SuccessorSeed, bool IsRevoked, string TenantId, string FamilyId);

/// <summary>Reads the rows of <see cref="PostgresStatements"/>, in the order of their columns.</summary>
internal static class PostgresRows
{
    private const int ColumnsOfGrant = 23;

    public static StoredToken Token(NpgsqlDataReader row, string value)
    {
        var kind = Enum.Parse<OAuthTokenKind>(row.GetString(ColumnsOfGrant));
        var binding = kind == OAuthTokenKind.Code
            ? new CodeBinding(row.GetString(ColumnsOfGrant + 1), Text(row, ColumnsOfGrant + 2), Text(row, ColumnsOfGrant + 3))
            : null;
        return new StoredToken(value, kind, Grant(row), binding);
    }

    public static Grant Grant(NpgsqlDataReader row) => new(
        TenantId: row.GetString(0),
        TenantName: row.GetString(1),
        TenantDisplayName: row.GetString(22),
        FamilyId: row.GetString(2),
        ApplicationId: row.GetString(3),
        ClientId: row.GetString(4),
        SessionId: row.GetString(5),
        Scope: row.GetString(6),
        AuthenticatedAt: Time(row, 7),
        Amr: row.GetString(8),
        CreatedAt: Time(row, 9),
        IsLive: row.GetBoolean(10),
        Person: new Person(
            Id: row.GetString(11),
            IdentityProviderName: row.GetString(12),
            Email: row.GetString(13),
            EmailVerified: row.GetBoolean(14),
            GivenName: Text(row, 15),
            FamilyName: Text(row, 16),
            PhoneNumber: Text(row, 17),
            PictureUrl: Text(row, 18),
            Locale: Text(row, 19),
            TimeZone: Text(row, 20),
            UpdatedAt: Time(row, 21)));

    public static UsedToken Used(NpgsqlDataReader row) => new(
        Time(row, 0), row.IsDBNull(1) ? null : Time(row, 1), Text(row, 2), !row.IsDBNull(3), row.GetString(4), row.GetString(5));

    private static DateTimeOffset Time(NpgsqlDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
