namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>What a user allowed an application at one sign-in, with the values that the exchange has to prove or repeat.</summary>
internal sealed record Grant(TestUser User, string[] Scopes, string Nonce, string Challenge, string RedirectUri)
{
    public bool HasEnded { get; set; }

    /// <summary>Null until there is one.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>The refresh tokens before, oldest first, and when each was used.</summary>
    public List<(string Token, DateTimeOffset At)> Used { get; } = [];

    /// <summary>
    /// Whether an old token is answered with the newest one, as at the platform: until its successor was used and 30 s more, for at
    /// most ten minutes.
    /// </summary>
    public bool Forgives(string token, DateTimeOffset now)
    {
        var place = Used.FindIndex(used => used.Token == token);
        return place >= 0
            && now - Used[place].At <= TimeSpan.FromMinutes(10)
            && (place == Used.Count - 1 || now - Used[place + 1].At <= TimeSpan.FromSeconds(30));
    }
}
