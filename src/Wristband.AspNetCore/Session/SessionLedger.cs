using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// What this process knows about sessions beyond their cookies: which are over, and how far the living ones have moved on. It is
/// asked before any cookie is written, so a response that started earlier cannot revive or rewind a session (S-39, S-40).
/// </summary>
internal sealed class SessionLedger(WristbandOptions options, TimeProvider clock)
{
    private readonly ExpiringMap<bool> _over = new(clock, capacity: null);
    private readonly ExpiringMap<long> _generations = new(clock, capacity: 200_000);

    /// <summary>The session is over: refused in this process for as long as its cookie could live.</summary>
    public void End(SessionTicket ticket) => _over.Set(ticket.Id, value: true, options.SessionLifetime);

    /// <summary>The session has moved on to this ticket's generation.</summary>
    public void Advance(SessionTicket ticket) =>
        _generations.Update(ticket.Id, known => Math.Max(known, ticket.Generation), options.SessionLifetime);

    public bool IsOver(string id) => _over.TryGet(id, out _);

    /// <summary>Whether this state of the session may still be written to the browser.</summary>
    public bool MayWrite(SessionTicket ticket) =>
        !IsOver(ticket.Id) && (!_generations.TryGet(ticket.Id, out var known) || known <= ticket.Generation);
}
