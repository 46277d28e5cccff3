namespace Wristband.Platform.OAuth.Storage;

/// <summary>How presenting a code or refresh token ended.</summary>
internal enum RedemptionStatus
{
    /// <summary>First use; the next refresh token, if any, was stored in the same transaction.</summary>
    Redeemed,

    /// <summary>A refresh token used again in time: the successor that it already has is given again.</summary>
    Replayed,

    /// <summary>Unknown, expired, or of a revoked family.</summary>
    Refused,

    /// <summary>Used a second time when it may not be: the family was revoked in the same transaction.</summary>
    Reused,
}

/// <summary>The outcome, with the refresh token to hand out.</summary>
internal sealed record Redemption(RedemptionStatus Status, string? RefreshToken = null)
{
    public bool Succeeded => Status is RedemptionStatus.Redeemed or RedemptionStatus.Replayed;
}
