namespace Wristband.Platform.OAuth.Keys;

/// <summary>Where a published key is on its way.</summary>
internal enum KeyPosition
{
    /// <summary>Seen already, and not signing yet.</summary>
    Next,
    Current,

    /// <summary>Does not sign any more; what it signed still counts.</summary>
    Previous,
}

/// <summary>Tells the position of keys.</summary>
internal static class KeyPositions
{
    /// <summary>The published keys, newest first, each with its position.</summary>
    public static IReadOnlyList<(SigningKey Key, KeyPosition Position)> Of(IEnumerable<SigningKey> keys, DateTimeOffset now)
    {
        var published = keys.Where(k => k.PublishedUntil > now)
            .OrderByDescending(k => k.SignsFrom).ThenByDescending(k => k.SignsUntil).ToList();
        // As it is when something is signed: of those that could, the newest.
        var current = published.Find(k => k.SignsFrom <= now && now < k.SignsUntil) ?? published.Find(k => k.SignsFrom <= now);
        return [.. published.Select(k => (k, Of(k, current, now)))];
    }

    private static KeyPosition Of(SigningKey key, SigningKey? current, DateTimeOffset now) =>
        key == current ? KeyPosition.Current : key.SignsFrom > now ? KeyPosition.Next : KeyPosition.Previous;
}
