using Wristband.AspNetCore.Session;

namespace Wristband.AspNetCore.Tokens;

/// <summary>How a refresh ended: new tokens, a dead grant, or a failure that may pass.</summary>
internal sealed record RefreshResult
{
    private RefreshResult(string reason) => Reason = reason;

    public TokenSet? Tokens { get; private init; }

    /// <summary>False when the session's store did not take the tokens yet.</summary>
    public bool IsStored { get; private init; } = true;

    /// <summary>The platform will never accept this grant again; the session is over.</summary>
    public bool IsDead { get; private init; }

    /// <summary>A stable word for logs, metrics and events.</summary>
    public string Reason { get; }

    /// <summary>When the platform wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static RefreshResult Renewed(TokenSet tokens, bool isStored = true) => new("ok") { Tokens = tokens, IsStored = isStored };

    public static RefreshResult Dead(string reason) => new(reason) { IsDead = true };

    public static RefreshResult Failed(string reason, TimeSpan? retryAfter = null) => new(reason) { RetryAfter = retryAfter };

    public override string ToString() => $"{nameof(RefreshResult)} {Reason}";
}
