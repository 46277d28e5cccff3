using Microsoft.Data.Sqlite;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>The writer's connection and its prepared statements.</summary>
internal sealed class SqliteWriteStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _rollback;

    public SqliteWriteStatements(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();

        // Durable before the answer leaves: a client must never hold a refresh token that a power cut made us forget.
        using (var inMemory = new SqliteStatement(_connection, TemporariesInMemory.Statement, parameters: 0)) inMemory.Execute();
        using (var durable = new SqliteStatement(_connection, "PRAGMA synchronous = FULL", parameters: 0)) durable.Execute();
        Begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE", parameters: 0);
        Commit = new SqliteStatement(_connection, "COMMIT", parameters: 0);
        _rollback = new SqliteStatement(_connection, "ROLLBACK", parameters: 0);

        InsertFamily = new SqliteStatement(_connection, """
            INSERT INTO TokenFamilies (TenantId, Id, ApplicationId, ClientId, UserId, SessionId, Scope, AuthenticatedAt, Amr, CreatedAt)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, parameters: 10);
        InsertToken = new SqliteStatement(_connection, """
            INSERT INTO OAuthTokens
                (ReferenceHash, TenantId, ApplicationId, FamilyId, Kind, CreatedAt, ExpiresAt, RedirectUri, CodeChallenge, Nonce)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, parameters: 10);
        FindToken = new SqliteStatement(_connection, """
            SELECT t.ExpiresAt, t.RedeemedAt, t.SuccessorSeed, f.RevokedAt, f.TenantId, f.Id, f.ApplicationId, f.UserId, f.ClientId
            FROM OAuthTokens t JOIN TokenFamilies f ON f.TenantId = t.TenantId AND f.Id = t.FamilyId
            WHERE t.ReferenceHash = $1 AND t.Kind = $2
            """, parameters: 2);
        Redeem = new SqliteStatement(_connection, """
            UPDATE OAuthTokens SET RedeemedAt = $2, SuccessorSeed = $3 WHERE ReferenceHash = $1 AND RedeemedAt IS NULL
            """, parameters: 3);
        RevokeFamily = new SqliteStatement(_connection, """
            UPDATE TokenFamilies SET RevokedAt = $3 WHERE TenantId = $1 AND Id = $2 AND RevokedAt IS NULL
            """, parameters: 3);
        InsertAuditEvent = new SqliteStatement(_connection, """
            INSERT INTO AuditEvents (At, ApplicationId, TenantId, Type, UserId, ClientId, IpAddress) VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, parameters: 7);
        EraseSeeds = new SqliteStatement(_connection, """
            UPDATE OAuthTokens SET SuccessorSeed = NULL WHERE SuccessorSeed IS NOT NULL AND RedeemedAt < $1
            """, parameters: 1);
        DeleteExpiredTokens = new SqliteStatement(_connection, """
            DELETE FROM OAuthTokens WHERE ReferenceHash IN (SELECT ReferenceHash FROM OAuthTokens WHERE ExpiresAt < $1 LIMIT $2)
            RETURNING TenantId, FamilyId
            """, parameters: 2);
        DeleteFamilyIfEmpty = new SqliteStatement(_connection, """
            DELETE FROM TokenFamilies WHERE TenantId = $1 AND Id = $2
            AND NOT EXISTS (SELECT 1 FROM OAuthTokens t WHERE t.TenantId = $1 AND t.FamilyId = $2)
            """, parameters: 2);
    }

    public SqliteStatement Begin { get; }
    public SqliteStatement Commit { get; }
    public SqliteStatement InsertFamily { get; }
    public SqliteStatement InsertToken { get; }
    public SqliteStatement FindToken { get; }
    public SqliteStatement Redeem { get; }
    public SqliteStatement RevokeFamily { get; }
    public SqliteStatement InsertAuditEvent { get; }
    public SqliteStatement EraseSeeds { get; }
    public SqliteStatement DeleteExpiredTokens { get; }
    public SqliteStatement DeleteFamilyIfEmpty { get; }

    /// <summary>Leaves the failed transaction, if one was open.</summary>
    public void TryRollback()
    {
        try
        {
            _rollback.Execute();
        }
        catch (SqliteException)
        {
            // SQLite had already rolled back, or had not begun.
        }
    }

    public void Dispose()
    {
        _rollback.Dispose();
        foreach (var statement in (SqliteStatement[])
            [Begin, Commit, InsertFamily, InsertToken, FindToken, Redeem, RevokeFamily, InsertAuditEvent, EraseSeeds, DeleteExpiredTokens,
             DeleteFamilyIfEmpty])
        {
            statement.Dispose();
        }
        _connection.Dispose();
    }
}
