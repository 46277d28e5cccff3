using System.Data.Common;
using Wristband.Platform.OAuth.Storage;

namespace Wristband.Platform.Data.Engines;

/// <summary>How a token and its grant are read: one SQL that every engine understands, and the order of its columns.</summary>
internal static class GrantRows
{
    private const string Columns = """
        f."TenantId", n."Name", f."Id", f."ApplicationId", f."ClientId", f."SessionId", f."Scope", f."AuthenticatedAt", f."Amr",
        f."CreatedAt", f."RevokedAt" IS NULL AND u."Status" = 'Active' AND n."Status" = 'Active' AND c."Enabled", u."Id",
        u."IdentityProviderName", u."Email", u."EmailVerified", u."GivenName", u."FamilyName", u."PhoneNumber", u."PictureUrl",
        u."Locale", u."TimeZone", u."UpdatedAt", n."DisplayName"
        """;

    private const string JoinPeople = """
        JOIN "Users" u ON u."TenantId" = f."TenantId" AND u."Id" = f."UserId" JOIN "Tenants" n ON n."Id" = f."TenantId"
        JOIN "OAuthClients" c ON c."Id" = f."ClientId"
        """;

    private const int Count = 23;

    /// <summary>$1 the hash.</summary>
    public const string FindToken = $"""
        SELECT {Columns}, t."Kind", t."RedirectUri", t."CodeChallenge", t."Nonce"
        FROM "OAuthTokens" t JOIN "TokenFamilies" f ON f."TenantId" = t."TenantId" AND f."Id" = t."FamilyId" {JoinPeople}
        WHERE t."ReferenceHash" = $1
        """;

    /// <summary>$1 the tenant, $2 the family.</summary>
    public const string FindGrant =
        $"""SELECT {Columns} FROM "TokenFamilies" f {JoinPeople} WHERE f."TenantId" = $1 AND f."Id" = $2""";

    /// <summary>A row of <see cref="FindToken"/>.</summary>
    public static StoredToken ReadToken(DbDataReader row, string value)
    {
        var kind = Enum.Parse<OAuthTokenKind>(row.GetString(Count));
        var binding = kind == OAuthTokenKind.Code
            ? new CodeBinding(row.GetString(Count + 1), Text(row, Count + 2), Text(row, Count + 3))
            : null;
        return new StoredToken(value, kind, ReadGrant(row), binding);
    }

    /// <summary>A row of either.</summary>
    public static Grant ReadGrant(DbDataReader row) => new(
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

    private static DateTimeOffset Time(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
