using System.Security.Claims;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Sharing;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// A refresh as all replicas see it. New tokens are stored before any response carries them on; and a grant that looks dead may just
/// have been renewed by another replica, whose tokens then serve this one too (S-62).
/// </summary>
internal sealed class SharedRefresh(
    RefreshGrant grant,
    SessionRegister register,
    Revocation revocation,
    SharedLock locks,
    TimeProvider clock)
{
    /// <summary>Not the platform's doing: somebody logged out meanwhile.</summary>
    public const string LoggedOut = "logged_out";

    public async Task<RefreshResult> RefreshAsync(SessionTicket ticket, ClaimsPrincipal user)
    {
        await using var turn = await locks.TakeAsync("refresh", ticket.Id);
        // Somebody may have done it while this replica waited for its turn.
        if (turn is not null && register.IsShared && await NewerAsync(ticket) is { } done) return done;
        var result = await grant.RefreshAsync(ticket.RefreshToken!, user);
        if (!register.IsShared) return result;
        if (result.Tokens is { } tokens) return await KeepAsync(ticket, user, tokens);
        return result is { IsDead: true, Reason: RefreshGrant.InvalidGrant } && await NewerAsync(ticket) is { } newer ? newer : result;
    }

    private async Task<RefreshResult> KeepAsync(SessionTicket ticket, ClaimsPrincipal user, TokenSet tokens)
    {
        var next = ticket.Copy();
        next.Replace(tokens);
        try
        {
            if (await register.KeepAsync(user, next)) return RefreshResult.Renewed(tokens);
        }
        catch (CacheUnavailableException)
        {
            // This process remembers them for its late joiners, each of which tries to store them again.
            return RefreshResult.Renewed(tokens, isStored: false);
        }
        // Logged out while the refresh was under way: nobody holds these tokens.
        revocation.RevokeSoon(tokens.RefreshToken!);
        return RefreshResult.Dead(LoggedOut);
    }

    /// <summary>What another replica stored since this session was read; null when there is nothing newer, or nobody can tell.</summary>
    private async Task<RefreshResult?> NewerAsync(SessionTicket ticket)
    {
        try
        {
            if (await register.FindAsync(ticket.Id) is not { } found) return RefreshResult.Dead(LoggedOut);
            var stored = SessionTicket.Read(found.Properties)!;
            if (stored.Generation <= ticket.Generation || clock.GetUtcNow() >= stored.RefreshDue) return null;
            return RefreshResult.Renewed(new TokenSet(stored.AccessToken, stored.RefreshToken, stored.AccessTokenExpires, stored.RefreshDue));
        }
        catch (CacheUnavailableException)
        {
            return null;
        }
    }
}
