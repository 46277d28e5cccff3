namespace Wristband.Platform.OAuth.Keys;

/// <summary>
/// How long a signing key does what. Consumers cache key sets, so a key shows up a day before its first signature and stays after its last.
/// </summary>
internal static class KeyLifetimes
{
    public static readonly TimeSpan Signs = TimeSpan.FromDays(90);
    public static readonly TimeSpan PublishedBefore = TimeSpan.FromHours(24);

    // An ID token lives so long, and an access token unless its client says otherwise.
    private static readonly TimeSpan ShortestToken = TimeSpan.FromMinutes(30);

    /// <summary>The longest life of a token, and a day.</summary>
    public static TimeSpan PublishedAfter(TimeSpan longestAccessToken) =>
        TimeSpan.FromHours(24) + (longestAccessToken > ShortestToken ? longestAccessToken : ShortestToken);
}
