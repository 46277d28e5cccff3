using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>A token as the writer sees it inside its transaction: what decides a redemption, and nothing else.</summary>
internal sealed record TokenRow(
    string Hash,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RedeemedAt,
    string? SuccessorSeed,
    bool IsRevoked,
    string TenantId,
    string FamilyId,
    string ApplicationId,
    string UserId,
    string ClientId)
{
    public static TokenRow? Find(SqliteWriteStatements sql, OAuthTokenKind kind, string token)
    {
        var hash = SecretToken.Hash(token);
        using var row = sql.FindToken.Query(hash, kind.ToString());
        return row.Read()
            ? new TokenRow(
                hash, row.Time(0), row.TimeOrNull(1), row.TextOrNull(2), !row.IsDBNull(3),
                row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8))
            : null;
    }

    /// <summary>Stores the refresh token that follows this one.</summary>
    public void InsertNext(SqliteWriteStatements sql, string token, DateTimeOffset now, DateTimeOffset expiresAt) =>
        sql.InsertToken.Execute(
            SecretToken.Hash(token), TenantId, ApplicationId, FamilyId, nameof(OAuthTokenKind.Refresh), now.Stored(), expiresAt.Stored(),
            null, null, null);
}
