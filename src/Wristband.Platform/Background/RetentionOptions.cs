namespace Wristband.Platform.Background;

/// <summary>The "Platform:Retention" section: how long rows stay after they served their purpose.</summary>
internal sealed class RetentionOptions
{
    /// <summary>Sessions that ended or expired.</summary>
    public TimeSpan Sessions { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Links in mails that were used or expired.</summary>
    public TimeSpan Links { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Mails that were sent or given up.</summary>
    public TimeSpan Mails { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Failed sign-ins, after the last one for an identifier. Until then they count for the lockout.</summary>
    public TimeSpan Failures { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The audit log.</summary>
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(365);

    public const string Problem = "WB2038: Platform:Retention has a time shorter than a day. Write days and times as 30.00:00:00.";

    public static bool AreUsable(RetentionOptions options) =>
        new[] { options.Sessions, options.Links, options.Mails, options.Failures, options.Audit }.All(time => time >= TimeSpan.FromDays(1));
}
