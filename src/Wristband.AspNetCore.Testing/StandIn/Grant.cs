namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>What a user allowed an application at one sign-in, with the values that the exchange has to prove or repeat.</summary>
internal sealed record Grant(TestUser User, string[] Scopes, string Nonce, string Challenge, string RedirectUri)
{
    public bool HasEnded { get; set; }

    /// <summary>Null until there is one.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>The one before: whoever repeats it in time gets the same successor, as at the platform.</summary>
    public string? EarlierRefreshToken { get; set; }

    public DateTimeOffset EarlierUntil { get; set; }
}
