using System.Collections.Concurrent;
using Wristband.AspNetCore.Sharing;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// The sessions that circuits (pages with a connection of their own) hold open in this process, each with the newest tokens that a request
/// brought. A circuit lives for hours without a request, so it has to be told.
/// </summary>
internal sealed class OpenCircuits(
    WristbandOptions options, SessionLedger ledger,
    SessionRegister register, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Watch> _watches = new(StringComparer.Ordinal);

    /// <summary>One session, as far as this process has seen it. Shared by all circuits of the session.</summary>
    internal sealed class Watch(SessionTicket ticket, DateTimeOffset seen)
    {
        public SessionTicket Ticket { get; set; } = ticket;

        public DateTimeOffset Seen { get; set; } = seen;

        public int Circuits { get; set; }
    }

    public Watch Open(SessionTicket ticket)
    {
        while (true)
        {
            var watch = _watches.GetOrAdd(ticket.Id, _ => new Watch(ticket, clock.GetUtcNow()));
            lock (watch)
            {
                // Closed by its last circuit between the two lines above.
                if (!_watches.TryGetValue(ticket.Id, out var current) || current != watch) continue;
                watch.Circuits++;
                return watch;
            }
        }
    }

    public void Close(Watch watch)
    {
        lock (watch)
        {
            if (--watch.Circuits == 0) _watches.TryRemove(watch.Ticket.Id, out _);
        }
    }

    /// <summary>A request was admitted with this session, and may have brought it new tokens.</summary>
    public void Tell(SessionTicket ticket)
    {
        if (_watches.IsEmpty || !_watches.TryGetValue(ticket.Id, out var watch)) return;
        lock (watch)
        {
            watch.Seen = clock.GetUtcNow();
            if (ticket.Generation >= watch.Ticket.Generation) watch.Ticket = ticket;
        }
    }

    /// <summary>Logged out, too old, or without a request for too long: the rules of requests.</summary>
    public bool IsOverHere(Watch watch)
    {
        var now = clock.GetUtcNow();
        return ledger.IsOver(watch.Ticket.Id) || now >= watch.Ticket.Created + options.SessionLifetime || now - watch.Seen >= options.SessionIdleTimeout;
    }

    /// <summary>The same, and whether another replica ended it, where sessions are kept in the application's cache.</summary>
    public async Task<bool> IsOverAsync(Watch watch)
    {
        if (IsOverHere(watch)) return true;
        if (!register.IsShared) return false;
        try
        {
            return await register.WasEndedAsync(watch.Ticket.Id);
        }
        catch (CacheUnavailableException)
        {
            // Nobody knows; the next look does.
            return false;
        }
    }

    /// <summary>Looks up what other replicas did to the session, where sessions are kept in the application's cache.</summary>
    public async Task ReadAsync(Watch watch)
    {
        if (!register.IsShared) return;
        try
        {
            if (await register.FindAsync(watch.Ticket.Id) is { } stored && SessionTicket.Read(stored.Properties) is { } ticket) Tell(ticket);
        }
        catch (CacheUnavailableException)
        {
            // The token at hand goes on as long as it lives.
        }
    }
}
