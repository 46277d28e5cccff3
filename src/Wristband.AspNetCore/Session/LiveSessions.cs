using System.Collections.Concurrent;
using System.Security.Claims;
using Wristband.AspNetCore.Sharing;

namespace Wristband.AspNetCore.Session;

/// <summary>One session that connections hold open. Shared by all connections of the session.</summary>
internal sealed class LiveSession(SessionTicket ticket, ClaimsPrincipal user, DateTimeOffset seen)
{
    /// <summary>With the newest tokens that a request brought.</summary>
    public SessionTicket Ticket { get; set; } = ticket;

    public ClaimsPrincipal User { get; } = user;

    public DateTimeOffset Seen { get; set; } = seen;

    /// <summary>What to call when it ends, once for each connection.</summary>
    public List<Action> Connections { get; } = [];
}

/// <summary>
/// The sessions behind connections that outlive their request: circuits, hubs, WebSockets, event streams. Such a connection may last for
/// hours without another request, so it is told when its session ends: at once when this process learns it, and within ten seconds when
/// time or another replica ended it (X-A3).
/// </summary>
internal sealed class LiveSessions : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, LiveSession> _sessions = new(StringComparer.Ordinal);
    private readonly WristbandOptions _options;
    private readonly SessionStore _store;
    private readonly PlatformLogouts _logouts;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public LiveSessions(WristbandOptions options, SessionStore store, PlatformLogouts logouts, TimeProvider time)
    {
        (_options, _store, _logouts, _time) = (options, store, logouts, time);
        _timer = time.CreateTimer(static all => _ = ((LiveSessions)all!).CheckAsync(), this, Interval, Interval);
        store.Used += Tell;
        store.Ended += End;
        logouts.Ended += () => _ = CheckAsync();
    }

    public void Dispose() => _timer.Dispose();

    /// <param name="handle">The session.</param>
    /// <param name="ended">Called once when it ends, on any thread.</param>
    public LiveSession Open(SessionHandle handle, Action ended)
    {
        while (true)
        {
            var session = _sessions.GetOrAdd(handle.Ticket.Id, _ => new LiveSession(handle.Ticket, handle.User, _time.GetUtcNow()));
            lock (session)
            {
                // Closed by its last connection between the two lines above.
                if (!_sessions.TryGetValue(handle.Ticket.Id, out var current) || current != session) continue;
                session.Connections.Add(ended);
                return session;
            }
        }
    }

    public void Close(LiveSession session, Action ended)
    {
        lock (session)
        {
            session.Connections.Remove(ended);
            if (session.Connections.Count == 0) _sessions.TryRemove(KeyValuePair.Create(session.Ticket.Id, session));
        }
    }

    /// <summary>Logged out, too old, or without a request for too long: the rules of requests.</summary>
    public bool IsOverHere(LiveSession session)
    {
        var now = _time.GetUtcNow();
        return _store.IsOver(session.Ticket.Id) || now >= session.Ticket.Created + _options.SessionLifetime
            || now - session.Seen >= _options.SessionIdleTimeout;
    }

    /// <summary>The same, and whether the platform or another replica ended it.</summary>
    public async Task<bool> IsOverAsync(LiveSession session)
    {
        if (IsOverHere(session)) return true;
        try
        {
            return await _logouts.CoversAsync(session.Ticket, session.User)
                || (_store.IsShared && await _store.WasEndedAsync(session.Ticket.Id));
        }
        catch (CacheUnavailableException)
        {
            // Nobody knows; the next look does.
            return false;
        }
    }

    /// <summary>Looks up what other replicas did to the session, where sessions are kept in the application's cache.</summary>
    public async Task ReadAsync(LiveSession session)
    {
        if (!_store.IsShared) return;
        try
        {
            var stored = await _store.FindAsync(session.Ticket.Id);
            if (stored is not null && SessionTicket.Read(stored.Properties) is { } ticket) Tell(ticket);
        }
        catch (CacheUnavailableException)
        {
            // The token at hand goes on as long as it lives.
        }
    }

    /// <summary>A request was let in with this session, and may have brought it new tokens.</summary>
    private void Tell(SessionTicket ticket)
    {
        if (_sessions.IsEmpty || !_sessions.TryGetValue(ticket.Id, out var session)) return;
        lock (session)
        {
            session.Seen = _time.GetUtcNow();
            if (ticket.Generation >= session.Ticket.Generation) session.Ticket = ticket;
        }
    }

    private void End(string id)
    {
        if (!_sessions.TryGetValue(id, out var session)) return;
        Action[] connections;
        lock (session) connections = [.. session.Connections];
        foreach (var ended in connections) ended();
    }

    private async Task CheckAsync()
    {
        foreach (var (id, session) in _sessions)
        {
            if (await IsOverAsync(session)) End(id);
        }
    }
}
