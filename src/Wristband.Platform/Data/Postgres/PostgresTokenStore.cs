using Npgsql;
using NpgsqlTypes;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Postgres;

/// <summary>
/// Codes, refresh tokens and their families on PostgreSQL. A redemption or rotation is one statement and one round trip; only what was
/// used before is looked at a second time. Nothing is cached: a family that another replica revoked is dead at once.
/// </summary>
internal sealed class PostgresTokenStore(PostgresSource source, DatabaseTrouble trouble, TimeProvider time) : TokenStore
{
    public override ValueTask<StoredToken?> FindAsync(string token) => new(RepeatAsync(async () =>
    {
        await using var command = Command(GrantRows.FindToken, Text(SecretToken.Hash(token)));
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? GrantRows.ReadToken(row, token) : null;
    }));

    public override ValueTask<Grant?> FindGrantAsync(string tenantId, string familyId) => new(RepeatAsync(async () =>
    {
        await using var command = Command(GrantRows.FindGrant, Text(tenantId), Text(familyId));
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? GrantRows.ReadGrant(row) : null;
    }));

    public override ValueTask<IReadOnlyList<GrantedRole>> RolesAsync(string tenantId, string userId) =>
        new(RepeatAsync<IReadOnlyList<GrantedRole>>(async () =>
        {
            await using var command = Command(PostgresStatements.Roles, Text(tenantId), Text(userId));
            await using var row = await command.ExecuteReaderAsync();
            var roles = new List<GrantedRole>();
            while (await row.ReadAsync()) roles.Add(new GrantedRole(row.GetString(0), row.GetString(1), row.GetString(2)));
            return roles;
        }));

    public override Task<string> IssueCodeAsync(TokenFamily family, CodeBinding binding, TimeSpan lifetime) =>
        trouble.ExplainAsync(async () =>
        {
            var code = SecretToken.New();
            // Statements of one batch are one transaction.
            await using var batch = Batch();
            batch.BatchCommands.Add(Part(
                PostgresStatements.InsertFamily, Text(family.TenantId), Text(family.Id), Text(family.ApplicationId), Text(family.ClientId),
                Text(family.UserId), Text(family.SessionId), Text(family.Scope), Time(family.AuthenticatedAt), Text(family.Amr),
                Time(family.CreatedAt)));
            batch.BatchCommands.Add(Part(
                PostgresStatements.InsertCode, Text(SecretToken.Hash(code)), Text(family.TenantId), Text(family.ApplicationId),
                Text(family.Id), Time(family.CreatedAt), Time(family.CreatedAt + lifetime), Text(binding.RedirectUri),
                Text(binding.CodeChallenge), Text(binding.Nonce)));
            await batch.ExecuteNonQueryAsync();
            return code;
        });

    public override Task<Redemption> RedeemCodeAsync(string code, DateTimeOffset? refreshExpiresAt, string? ipAddress) =>
        trouble.ExplainAsync(async () =>
        {
            var now = time.GetUtcNow();
            var refresh = refreshExpiresAt is null ? null : SecretToken.New();
            if (await RedeemAsync(OAuthTokenKind.Code, code, now, seed: null, refresh, refreshExpiresAt))
                return new Redemption(RedemptionStatus.Redeemed, refresh);
            return await FindUsedAsync(OAuthTokenKind.Code, code) is { RedeemedAt: not null } used
                ? await ReusedAsync(used, "code.reuse", now, ipAddress)
                : new Redemption(RedemptionStatus.Refused);
        });

    public override Task<Redemption> RotateAsync(string token, DateTimeOffset nextExpiresAt, string? ipAddress) =>
        trouble.ExplainAsync(async () =>
        {
            var now = time.GetUtcNow();
            var seed = RefreshTokenChain.NewSeed();
            var next = RefreshTokenChain.Successor(token, seed);
            if (await RedeemAsync(OAuthTokenKind.Refresh, token, now, seed, next, nextExpiresAt))
                return new Redemption(RedemptionStatus.Redeemed, next);
            if (await FindUsedAsync(OAuthTokenKind.Refresh, token) is not { IsRevoked: false, RedeemedAt: { } redeemedAt } used)
                return new Redemption(RedemptionStatus.Refused);
            return await SuccessorAsync(token, used) is { } successor
                && RefreshTokenChain.StillGives(redeemedAt, successor.Row.RedeemedAt, now)
                ? await ReplayedAsync(successor.Token, successor.Row, now)
                : await ReusedAsync(used, "token.reuse", now, ipAddress);
        });

    public override Task RevokeFamilyAsync(string tenantId, string familyId) => trouble.ExplainAsync(async () =>
    {
        await using var command = Command(
            PostgresStatements.RevokeFamily, Text(tenantId), Text(familyId), Time(time.GetUtcNow()));
        return await command.ExecuteNonQueryAsync();
    });

    public override Task<int> PruneAsync(TimeSpan keepExpired, int most) => trouble.ExplainAsync(async () =>
    {
        var now = time.GetUtcNow();
        await using (var erase = Command(PostgresStatements.EraseSeeds, Time(now - RefreshTokenChain.Longest), Number(most)))
            await erase.ExecuteNonQueryAsync();
        await using var connection = await source.Pooled.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var delete = new NpgsqlBatch(connection, transaction);
        delete.BatchCommands.Add(new NpgsqlBatchCommand(ScopedStatements.EnterEverything));
        delete.BatchCommands.Add(Part(PostgresStatements.DeleteExpired, Time(now - keepExpired), Number(most)));
        var deleted = new List<(string TenantId, string FamilyId)>();
        await using (var row = await delete.ExecuteReaderAsync())
        {
            while (await row.ReadAsync()) deleted.Add((row.GetString(0), row.GetString(1)));
        }

        // A family is born with its code, so it can only become empty here.
        var emptied = deleted.Distinct().ToArray();
        await using var families = new NpgsqlBatch(connection, transaction);
        families.BatchCommands.Add(Part(
            PostgresStatements.DeleteEmptyFamilies, Texts([.. emptied.Select(f => f.TenantId)]),
            Texts([.. emptied.Select(f => f.FamilyId)])));
        if (emptied.Length > 0) await families.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return deleted.Count;
    });

    private async Task<bool> RedeemAsync(
        OAuthTokenKind kind, string token, DateTimeOffset now, string? seed, string? next, DateTimeOffset? nextExpiresAt)
    {
        await using var command = Command(
            PostgresStatements.Redeem, Text(SecretToken.Hash(token)), Text(kind.ToString()), Time(now), Text(seed),
            Text(next is null ? null : SecretToken.Hash(next)), Time(nextExpiresAt));
        return (long)(await command.ExecuteScalarAsync())! == 1;
    }

    private async Task<UsedToken?> FindUsedAsync(OAuthTokenKind kind, string token)
    {
        await using var command = Command(PostgresStatements.FindUsed, Text(SecretToken.Hash(token)), Text(kind.ToString()));
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? UsedToken.Read(row) : null;
    }

    // A client may have refreshed more than once already; an answer that is itself redeemed would only be replayed next.
    private async Task<Redemption> ReplayedAsync(string token, UsedToken row, DateTimeOffset now)
    {
        while (await SuccessorAsync(token, row) is { } next) (token, row) = next;
        return row.RedeemedAt is null && row.ExpiresAt > now
            ? new Redemption(RedemptionStatus.Replayed, token)
            : new Redemption(RedemptionStatus.Refused);
    }

    private async Task<(string Token, UsedToken Row)?> SuccessorAsync(string token, UsedToken row)
    {
        if (row.SuccessorSeed is null) return null;
        var next = RefreshTokenChain.Successor(token, row.SuccessorSeed);
        return await FindUsedAsync(OAuthTokenKind.Refresh, next) is { } found ? (next, found) : null;
    }

    private async Task<Redemption> ReusedAsync(UsedToken row, string eventType, DateTimeOffset now, string? ipAddress)
    {
        await using var command = Command(
            PostgresStatements.EndReused, Text(row.TenantId), Text(row.FamilyId), Time(now), Text(eventType), Text(ipAddress));
        await command.ExecuteNonQueryAsync();
        return new Redemption(RedemptionStatus.Reused);
    }

    /// <summary>Reading twice does no harm, and the first connection may be one to a server that is gone.</summary>
    private Task<T> RepeatAsync<T>(Func<Task<T>> read) => trouble.ExplainAsync(async () =>
    {
        try
        {
            return await read();
        }
        catch (NpgsqlException broken) when (broken is not PostgresException && broken.IsTransient)
        {
            return await read();
        }
    });

    /// <summary>One round trip and one transaction, in which every row may be touched.</summary>
    private NpgsqlBatch Batch()
    {
        var batch = source.Pooled.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ScopedStatements.EnterEverything));
        return batch;
    }

    private NpgsqlBatch Command(string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var batch = Batch();
        batch.BatchCommands.Add(Part(sql, values));
        return batch;
    }

    private static NpgsqlBatchCommand Part(string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(value);
        return command;
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value is null ? DBNull.Value : StorableText.Of(value) };

    private static NpgsqlParameter<string[]> Texts(string[] values) => new() { TypedValue = values };

    private static NpgsqlParameter<int> Number(int value) => new() { TypedValue = value };

    private static NpgsqlParameter Time(DateTimeOffset? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = value is null ? DBNull.Value : value.Value.ToUnixTimeMilliseconds() };
}
