using System.Security.Claims;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Callback;

/// <summary>How the redemption of a code ended: completed, to be started again, failed, or none of these when it is long over.</summary>
internal sealed record LoginOutcome
{
    /// <summary>The session to write.</summary>
    public CompletedLogin? Completed { get; private init; }

    /// <summary>The login has to start again; the reason, for the metrics.</summary>
    public string? Restart { get; private init; }

    /// <summary>What the person gets to see.</summary>
    public ProblemPage? Problem { get; private init; }

    /// <summary>Redeemed earlier than this process remembers the outcome.</summary>
    public static readonly LoginOutcome LongOver = new();

    public static LoginOutcome Success(CompletedLogin login) => new() { Completed = login };

    public static LoginOutcome Again(string reason) => new() { Restart = reason };

    public static LoginOutcome Failure(ProblemPage problem) => new() { Problem = problem };

    public override string ToString() => Completed is not null ? "completed" : Restart ?? Problem?.ToString() ?? "long over";
}

internal sealed record CompletedLogin(ClaimsPrincipal User, SessionTicket Ticket)
{
    public override string ToString() => nameof(CompletedLogin);
}
