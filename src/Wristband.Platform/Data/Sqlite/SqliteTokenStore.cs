using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// Codes, refresh tokens and their families on SQLite. Reads see every committed write, whoever made it: nothing is cached, so a
/// family that another part of the platform or another replica revoked is dead at once.
/// </summary>
internal sealed class SqliteTokenStore(
    IServiceProvider services, WriteLock writeLock, DatabaseTrouble trouble, SqliteTelemetry telemetry, TimeProvider time)
    : TokenStore, IAsyncDisposable
{
    private readonly string _connectionString = SqliteExtensions.ConnectionString(services);
    private readonly ConcurrentBag<SqliteReader> _readers = [];
    private readonly SqliteWriter _writer = new(SqliteExtensions.ConnectionString(services), writeLock, trouble);

    // Reading is a matter of microseconds and never waits for anybody: it needs no thread of its own.
    public override ValueTask<StoredToken?> FindAsync(string token) => Read("find_token", reader => reader.FindToken(token));

    public override ValueTask<Grant?> FindGrantAsync(string tenantId, string familyId) =>
        Read("find_grant", reader => reader.FindGrant(tenantId, familyId));

    public override ValueTask<IReadOnlyList<GrantedRole>> RolesAsync(string tenantId, string userId) =>
        Read("find_roles", reader => reader.Roles(tenantId, userId));

    public override Task<string> IssueCodeAsync(TokenFamily family, CodeBinding binding, TimeSpan lifetime)
    {
        var code = SecretToken.New();
        var hash = SecretToken.Hash(code);
        return WriteAsync("issue_code", sql =>
        {
            sql.InsertFamily.Execute(
                family.TenantId, family.Id, family.ApplicationId, family.ClientId, family.UserId, family.SessionId, family.Scope,
                family.AuthenticatedAt.Stored(), family.Amr, family.CreatedAt.Stored());
            sql.InsertToken.Execute(
                hash, family.TenantId, family.ApplicationId, family.Id, nameof(OAuthTokenKind.Code), family.CreatedAt.Stored(),
                (family.CreatedAt + lifetime).Stored(), binding.RedirectUri, binding.CodeChallenge, binding.Nonce);
            return code;
        });
    }

    public override Task<Redemption> RedeemCodeAsync(string code, DateTimeOffset? refreshExpiresAt, string? ipAddress)
    {
        var refresh = refreshExpiresAt is null ? null : SecretToken.New();
        return WriteAsync("redeem_code", sql =>
        {
            var now = time.GetUtcNow();
            if (TokenRow.Find(sql, OAuthTokenKind.Code, code) is not { } row) return new Redemption(RedemptionStatus.Refused);
            if (row.RedeemedAt is not null) return Reused(sql, row, "code.reuse", now, ipAddress);
            if (row.IsRevoked || row.ExpiresAt <= now) return new Redemption(RedemptionStatus.Refused);
            sql.Redeem.Execute(row.Hash, now.Stored(), null);
            if (refresh is not null) row.InsertNext(sql, refresh, now, refreshExpiresAt!.Value);
            return new Redemption(RedemptionStatus.Redeemed, refresh);
        });
    }

    public override Task<Redemption> RotateAsync(string token, DateTimeOffset nextExpiresAt, string? ipAddress)
    {
        var seed = RefreshTokenChain.NewSeed();
        return WriteAsync("rotate", sql =>
        {
            var now = time.GetUtcNow();
            if (TokenRow.Find(sql, OAuthTokenKind.Refresh, token) is not { IsRevoked: false } row)
                return new Redemption(RedemptionStatus.Refused);
            if (row.RedeemedAt is null)
            {
                if (row.ExpiresAt <= now) return new Redemption(RedemptionStatus.Refused);
                var next = RefreshTokenChain.Successor(token, seed);
                sql.Redeem.Execute(row.Hash, now.Stored(), seed);
                row.InsertNext(sql, next, now, nextExpiresAt);
                return new Redemption(RedemptionStatus.Redeemed, next);
            }
            return Successor(sql, token, row) is { } successor
                && RefreshTokenChain.StillGives(row.RedeemedAt.Value, successor.Row.RedeemedAt, now)
                ? Replayed(sql, successor.Token, successor.Row, now)
                : Reused(sql, row, "token.reuse", now, ipAddress);
        });
    }

    public override Task RevokeFamilyAsync(string tenantId, string familyId) =>
        WriteAsync("revoke_family", sql => sql.RevokeFamily.Execute(tenantId, familyId, time.GetUtcNow().Stored()));

    public override Task<int> PruneAsync(TimeSpan keepExpired, int most)
    {
        var now = time.GetUtcNow();
        return WriteAsync("prune", sql =>
        {
            sql.EraseSeeds.Execute((now - RefreshTokenChain.Longest).Stored());
            var deleted = new List<(string TenantId, string FamilyId)>();
            using (var row = sql.DeleteExpiredTokens.Query((now - keepExpired).Stored(), most))
            {
                while (row.Read()) deleted.Add((row.GetString(0), row.GetString(1)));
            }

            // A family is born with its code, so it can only become empty here.
            foreach (var (tenantId, familyId) in deleted.Distinct()) sql.DeleteFamilyIfEmpty.Execute(tenantId, familyId);
            return deleted.Count;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        foreach (var reader in _readers) reader.Dispose();
    }

    // A client may have refreshed more than once already; an answer that is itself redeemed would only be replayed next.
    private static Redemption Replayed(SqliteWriteStatements sql, string token, TokenRow row, DateTimeOffset now)
    {
        while (Successor(sql, token, row) is { } next) (token, row) = next;
        return row.RedeemedAt is null && row.ExpiresAt > now
            ? new Redemption(RedemptionStatus.Replayed, token)
            : new Redemption(RedemptionStatus.Refused);
    }

    private static (string Token, TokenRow Row)? Successor(SqliteWriteStatements sql, string token, TokenRow row)
    {
        if (row.SuccessorSeed is null) return null;
        var next = RefreshTokenChain.Successor(token, row.SuccessorSeed);
        return TokenRow.Find(sql, OAuthTokenKind.Refresh, next) is { } found ? (next, found) : null;
    }

    private static Redemption Reused(SqliteWriteStatements sql, TokenRow row, string eventType, DateTimeOffset now, string? ipAddress)
    {
        // Only what killed the family is an event; whoever keeps knocking afterwards must not flood the log.
        if (sql.RevokeFamily.Execute(row.TenantId, row.FamilyId, now.Stored()) > 0)
            sql.InsertAuditEvent.Execute(now.Stored(), row.ApplicationId, row.TenantId, eventType, row.UserId, row.ClientId, ipAddress);
        return new Redemption(RedemptionStatus.Reused);
    }

    private async Task<T> WriteAsync<T>(string operation, Func<SqliteWriteStatements, T> write)
    {
        using var told = telemetry.Begin(operation);
        try
        {
            return await _writer.RunAsync(write);
        }
        catch (Exception failure)
        {
            told?.Fail(failure);
            throw;
        }
    }

    private ValueTask<T> Read<T>(string operation, Func<SqliteReader, T> read)
    {
        using var told = telemetry.Begin(operation);
        if (!_readers.TryTake(out var reader)) reader = new SqliteReader(_connectionString);
        try
        {
            return ValueTask.FromResult(read(reader));
        }
        catch (SqliteException failure)
        {
            told?.Fail(failure);
            if (trouble.Explain(failure) is { } explained) throw explained;
            throw;
        }
        finally
        {
            _readers.Add(reader);
        }
    }
}
