using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Wristband.Platform.Data;

/// <summary>
/// Whoever saves a changed row makes this process forget the old one: a disabled client, a withdrawn secret or a closed tenant must not
/// live on in a cache.
/// </summary>
internal sealed class ForgetChangedRows(IEnumerable<IRowCache> caches) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly IRowCache[] _caches = [.. caches];
    private readonly ConditionalWeakTable<DbContext, List<(IRowCache Cache, string Key)>> _changed = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Collect(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Collect(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Forget(eventData.Context);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context);
        return ValueTask.FromResult(result);
    }

    /// <summary>Once more: somebody may have read the old row between the save and the end of its transaction.</summary>
    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Forget(eventData.Context);

    public Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context);
        return Task.CompletedTask;
    }

    // The states are reset by the time the rows are saved.
    private void Collect(DbContext? database)
    {
        if (database is null) return;
        foreach (var entry in database.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            foreach (var cache in _caches)
            {
                if (cache.KeyOf(entry.Entity) is { } key) _changed.GetOrCreateValue(database).Add((cache, key));
            }
        }
    }

    private void Forget(DbContext? database)
    {
        if (database is null || !_changed.TryGetValue(database, out var changed)) return;
        foreach (var (cache, key) in changed) cache.Forget(key);
        if (database.Database.CurrentTransaction is null) _changed.Remove(database);
    }
}
