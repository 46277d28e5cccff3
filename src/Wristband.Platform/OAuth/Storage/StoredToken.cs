namespace Wristband.Platform.OAuth.Storage;

/// <summary>
/// A code or refresh token that somebody presented, and what it was issued for. Whether it still counts is decided when it is redeemed.
/// </summary>
internal sealed record StoredToken(string Value, OAuthTokenKind Kind, Grant Grant, CodeBinding? Code);

/// <summary>What an authorization code is bound to besides its grant.</summary>
internal sealed record CodeBinding(string RedirectUri, string? CodeChallenge, string? Nonce);
