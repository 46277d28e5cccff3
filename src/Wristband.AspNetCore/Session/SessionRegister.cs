using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Wristband.AspNetCore.Session.Format;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// Sessions beyond their cookies: this process's ledger, and the application's cache when sessions are kept there. An entry is made by
/// a login, changed by a refresh, and never comes back once it is gone (S-39, S-40).
/// </summary>
internal sealed class SessionRegister(
    WristbandOptions options,
    SchemeNames names,
    SharedCache cache,
    SessionLedger ledger,
    TimeProvider clock)
{
    private const string Entry = "session";
    private const string Mark = "ended";

    private readonly SessionFormat _format = new(names.Session);

    /// <summary>Whether sessions are kept in the application's cache.</summary>
    public bool IsShared => cache.IsUsed;

    /// <summary>A new session, made by a login.</summary>
    public Task AddAsync(ClaimsPrincipal user, SessionTicket ticket) => IsShared ? WriteAsync(user, ticket) : Task.CompletedTask;

    /// <summary>The session with this id; null when there is none (any more).</summary>
    public async Task<AuthenticationTicket?> FindAsync(string id)
    {
        if (await cache.GetAsync(Entry, id) is not { } bytes || _format.Deserialize(bytes) is not { } found) return null;
        // An entry under another's key would be another's session.
        return SessionTicket.Read(found.Properties)?.Id == id ? found : null;
    }

    /// <summary>Whether the session ended on purpose, as opposed to by time.</summary>
    public async Task<bool> WasEndedAsync(string id) => await cache.GetAsync(Mark, id) is not null;

    /// <summary>The session has moved on. False when it is over, so that nothing may hold its new tokens.</summary>
    public async Task<bool> KeepAsync(ClaimsPrincipal user, SessionTicket ticket)
    {
        if (!IsShared) return true;
        if (await FindAsync(ticket.Id) is not { } stored) return false;
        if (SessionTicket.Read(stored.Properties)!.Generation >= ticket.Generation) return true;
        await WriteAsync(user, ticket);
        // A logout may have come between the look and the write. It leaves its mark first, so the mark is there to be seen now.
        if (!await WasEndedAsync(ticket.Id)) return true;
        await cache.RemoveAsync(Entry, ticket.Id);
        return false;
    }

    /// <summary>As <see cref="KeepAsync"/>, for tokens that the cache did not take at the first attempt.</summary>
    public async Task TryKeepAsync(ClaimsPrincipal user, SessionTicket ticket)
    {
        try
        {
            await KeepAsync(user, ticket);
        }
        catch (CacheUnavailableException)
        {
            // The next request that needs them tries again.
        }
    }

    /// <summary>The session is over, on every replica that shares the cache.</summary>
    public async Task EndAsync(SessionTicket ticket)
    {
        if (IsShared)
        {
            await cache.SetAsync(Mark, ticket.Id, [1], options.SessionLifetime);
            await cache.RemoveAsync(Entry, ticket.Id);
        }
        ledger.End(ticket);
    }

    /// <summary>As <see cref="EndAsync"/>, where nobody could do anything about a cache that is away.</summary>
    public async Task TryEndAsync(SessionTicket ticket)
    {
        try
        {
            await EndAsync(ticket);
        }
        catch (CacheUnavailableException)
        {
            ledger.End(ticket);
        }
    }

    private Task WriteAsync(ClaimsPrincipal user, SessionTicket ticket)
    {
        var left = ticket.Created + options.SessionLifetime - clock.GetUtcNow();
        if (left <= TimeSpan.Zero) return Task.CompletedTask;
        var bytes = _format.Serialize(new AuthenticationTicket(user, ticket.Properties, names.Session));
        return cache.SetAsync(Entry, ticket.Id, bytes, left, options.SessionIdleTimeout < left ? options.SessionIdleTimeout : left);
    }
}
