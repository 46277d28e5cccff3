namespace Wristband.Platform.Sessions;

/// <summary>How long a single sign-on session lives ("Platform:Sessions").</summary>
internal sealed class SessionOptions
{
    /// <summary>Ends without activity after this; one hour unless configured.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Ends at the latest after this; 24 hours unless configured.</summary>
    public TimeSpan Absolute { get; set; } = TimeSpan.FromHours(24);
}
