using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session.Format;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// What is known about sessions beyond their cookies: in this process, which are over and how far the living ones have moved on; and in
/// the application's cache the sessions themselves, when they are kept there. A session is added by a login, changed by a refresh, and
/// never comes back once it is over; it is asked before any cookie is written, so a response that started earlier can neither revive
/// nor rewind a session (S-39, S-40).
/// </summary>
internal sealed class SessionStore(
    WristbandOptions options,
    SchemeNames names,
    SharedCache cache,
    SharedLock locks,
    TimeProvider time)
{
    private const string Entry = "session";
    private const string Mark = "ended";

    private readonly SessionFormat _format = new(names.Session);
    private readonly ExpiringMap<bool> _over = new(time, capacity: null);
    private readonly ExpiringMap<long> _generations = new(time, capacity: 200_000);

    /// <summary>A session got new tokens, or a request was let in with it.</summary>
    public event Action<SessionTicket>? Used;

    /// <summary>A session with this id ended in this process.</summary>
    public event Action<string>? Ended;

    /// <summary>Whether sessions are kept in the application's cache.</summary>
    public bool IsShared => cache.IsUsed;

    /// <summary>Whether this process ended the session.</summary>
    public bool IsOver(string id) => _over.TryGet(id, out _);

    /// <summary>Whether this state of the session may still be written to the browser.</summary>
    public bool MayWrite(SessionTicket ticket) =>
        !IsOver(ticket.Id) && (!_generations.TryGet(ticket.Id, out var known) || known <= ticket.Generation);

    /// <summary>A new session, made by a login.</summary>
    public Task AddAsync(ClaimsPrincipal user, SessionTicket ticket) => IsShared ? WriteAsync(user, ticket) : Task.CompletedTask;

    /// <summary>The session with this id; null when there is none (any more).</summary>
    public async Task<AuthenticationTicket?> FindAsync(string id)
    {
        if (await cache.OpenAsync(Entry, id) is not { } opened || _format.Deserialize(opened.Content) is not { } found) return null;
        // An entry under another's key would be another's session.
        if (SessionTicket.Read(found.Properties)?.Id != id) return null;
        if (opened.IsOld) SessionSeal.MarkOld(found.Properties);
        return found;
    }

    /// <summary>Whether the session ended on purpose, as opposed to by time.</summary>
    public async Task<bool> WasEndedAsync(string id) => await cache.GetAsync(Mark, id) is not null;

    /// <summary>A request was let in with this session.</summary>
    public void Use(SessionTicket ticket) => Used?.Invoke(ticket);

    /// <summary>
    /// Renews a session once, however many replicas want to. New tokens are stored before any response carries them on; and a grant that
    /// looks dead may just have been renewed by another replica, whose tokens then serve this one too (S-62).
    /// </summary>
    /// <param name="ticket">The session, and the tokens it has.</param>
    /// <param name="user">Its user.</param>
    /// <param name="refresh">Asks the platform.</param>
    public async Task<RefreshResult> RenewAsync(SessionTicket ticket, ClaimsPrincipal user, Func<Task<RefreshResult>> refresh)
    {
        await using var turn = await locks.TakeAsync("refresh", ticket.Id);
        // Somebody may have done it while this replica waited for its turn.
        if (turn is not null && IsShared && await NewerAsync(ticket) is { } done) return done;
        var result = await refresh();
        if (!IsShared) return result;
        if (result.Tokens is { } tokens) return await KeepAsync(ticket, user, result, tokens);
        return result is { IsDead: true, Unwanted: null } && await NewerAsync(ticket) is { } newer ? newer : result;
    }

    /// <summary>The session has moved on to these tokens, in this process and, where the cache did not take them yet, there.</summary>
    public async Task AdoptAsync(SessionTicket ticket, ClaimsPrincipal user, RefreshResult result)
    {
        ticket.Replace(result.Tokens!);
        _generations.Update(ticket.Id, known => Math.Max(known, ticket.Generation), options.SessionLifetime);
        Used?.Invoke(ticket);
        if (result.IsStored) return;
        try
        {
            await ReplaceAsync(user, ticket);
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
        EndHere(ticket);
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
            EndHere(ticket);
        }
    }

    /// <summary>Writes the session again under the key that seals now, unless it has moved on or is over.</summary>
    public async Task TrySealAgainAsync(ClaimsPrincipal user, SessionTicket ticket)
    {
        try
        {
            if (await FindAsync(ticket.Id) is not { } stored || !SessionSeal.IsOld(stored.Properties)) return;
            if (SessionTicket.Read(stored.Properties)!.Generation == ticket.Generation) await WriteAndLookAsync(user, ticket);
        }
        catch (CacheUnavailableException)
        {
            // The next request tries again.
        }
    }

    /// <summary>False when the session is over, so that nothing may hold its new tokens.</summary>
    public async Task<bool> ReplaceAsync(ClaimsPrincipal user, SessionTicket ticket)
    {
        if (await FindAsync(ticket.Id) is not { } stored) return false;
        return SessionTicket.Read(stored.Properties)!.Generation >= ticket.Generation || await WriteAndLookAsync(user, ticket);
    }

    private async Task<bool> WriteAndLookAsync(ClaimsPrincipal user, SessionTicket ticket)
    {
        await WriteAsync(user, ticket);
        // A logout may have come between the look and the write. It leaves its mark first, so the mark is there to be seen now.
        if (!await WasEndedAsync(ticket.Id)) return true;
        await cache.RemoveAsync(Entry, ticket.Id);
        return false;
    }

    private void EndHere(SessionTicket ticket)
    {
        _over.Set(ticket.Id, value: true, options.SessionLifetime);
        Ended?.Invoke(ticket.Id);
    }

    private async Task<RefreshResult> KeepAsync(SessionTicket ticket, ClaimsPrincipal user, RefreshResult result, TokenSet tokens)
    {
        var next = ticket.Copy();
        next.Replace(tokens);
        try
        {
            // Logged out while the refresh was under way: nobody holds these tokens.
            if (await ReplaceAsync(result.User ?? user, next)) return result;
            return RefreshResult.Dead(RefreshResult.LoggedOut, tokens.RefreshToken);
        }
        catch (CacheUnavailableException)
        {
            // This process remembers them for its late joiners, each of which tries to store them again.
            return result with { IsStored = false };
        }
    }

    /// <summary>What another replica stored since this session was read; null when there is nothing newer, or nobody can tell.</summary>
    private async Task<RefreshResult?> NewerAsync(SessionTicket ticket)
    {
        try
        {
            if (await FindAsync(ticket.Id) is not { } found) return RefreshResult.Dead(RefreshResult.LoggedOut);
            var stored = SessionTicket.Read(found.Properties)!;
            if (stored.Generation <= ticket.Generation || time.GetUtcNow() >= stored.RefreshDue) return null;
            var tokens = new TokenSet(stored.AccessToken, stored.RefreshToken, stored.AccessTokenExpires, stored.RefreshDue);
            return RefreshResult.Renewed(tokens, found.Principal);
        }
        catch (CacheUnavailableException)
        {
            return null;
        }
    }

    private Task WriteAsync(ClaimsPrincipal user, SessionTicket ticket)
    {
        var left = ticket.Created + options.SessionLifetime - time.GetUtcNow();
        if (left <= TimeSpan.Zero) return Task.CompletedTask;
        var bytes = _format.Serialize(new AuthenticationTicket(user, ticket.Properties, names.Session));
        return cache.SetAsync(Entry, ticket.Id, bytes, left, options.SessionIdleTimeout < left ? options.SessionIdleTimeout : left);
    }
}
