namespace Wristband.Platform.OAuth.Keys;

/// <summary>How long a signing key does what. Consumers cache key sets, so a key shows up a day before its first signature and stays after its last.</summary>
internal static class KeyLifetimes
{
    public static readonly TimeSpan Signs = TimeSpan.FromDays(90);
    public static readonly TimeSpan PublishedBefore = TimeSpan.FromHours(24);

    /// <summary>The longest life of an access token, and a day.</summary>
    public static readonly TimeSpan PublishedAfter = TimeSpan.FromHours(24) + TimeSpan.FromMinutes(30);
}
