using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// Whoever saves a changed client makes this process forget the old one: a disabled client or a withdrawn secret must not live on in the
/// cache.
/// </summary>
internal sealed class ForgetChangedClients(ClientCache clients) : SaveChangesInterceptor
{
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

    // States are already reset when this runs; forgetting an unchanged client costs one query.
    private void Forget(DbContext? database)
    {
        foreach (var entry in database?.ChangeTracker.Entries<OAuthClient>() ?? []) clients.Forget(entry.Entity.Id);
    }
}
