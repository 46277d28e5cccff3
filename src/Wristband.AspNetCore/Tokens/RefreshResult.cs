using System.Security.Claims;

namespace Wristband.AspNetCore.Tokens;

/// <summary>How a refresh ended: new tokens, a dead grant, or a failure that may pass.</summary>
internal sealed record RefreshResult
{
    /// <summary>Not the platform's doing: somebody logged out meanwhile.</summary>
    public const string LoggedOut = "logged_out";

    private RefreshResult(string reason) => Reason = reason;

    public TokenSet? Tokens { get; private init; }

    /// <summary>The user as the platform describes him now; null when it did not say, so that the claims stay as they are.</summary>
    public ClaimsPrincipal? User { get; private init; }

    /// <summary>False when the session's store did not take the tokens yet.</summary>
    public bool IsStored { get; init; } = true;

    /// <summary>The platform will never accept this grant again; the session is over.</summary>
    public bool IsDead { get; private init; }

    /// <summary>A refresh token that lives and that no session may hold.</summary>
    public string? Unwanted { get; private init; }

    /// <summary>A stable word for logs, metrics and events.</summary>
    public string Reason { get; }

    /// <summary>When the platform wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static RefreshResult Renewed(TokenSet tokens, ClaimsPrincipal? user) => new("ok") { Tokens = tokens, User = user };

    public static RefreshResult Dead(string reason, string? unwanted = null) => new(reason) { IsDead = true, Unwanted = unwanted };

    public static RefreshResult Failed(string reason, TimeSpan? retryAfter = null) => new(reason) { RetryAfter = retryAfter };

    public override string ToString() => $"{nameof(RefreshResult)} {Reason}";
}
