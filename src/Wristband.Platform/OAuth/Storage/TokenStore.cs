namespace Wristband.Platform.OAuth.Storage;

/// <summary>
/// Codes, refresh tokens and their families. Each database engine has its own store, written in its own SQL, because this is the hot
/// path. What all of them promise is written down as tests that take a store.
/// </summary>
internal abstract class TokenStore
{
    /// <summary>The code or refresh token with this value, whether or not it still counts.</summary>
    public abstract ValueTask<StoredToken?> FindAsync(string token);

    /// <summary>A family, whether or not it still counts.</summary>
    public abstract ValueTask<Grant?> FindGrantAsync(string tenantId, string familyId);

    /// <summary>The roles of a user.</summary>
    public abstract ValueTask<IReadOnlyList<GrantedRole>> RolesAsync(string tenantId, string userId);

    /// <summary>Starts a family with its authorization code and returns the code.</summary>
    public abstract Task<string> IssueCodeAsync(TokenFamily family, CodeBinding binding, TimeSpan lifetime);

    /// <summary>Redeems a code once (P-06). A second use revokes the whole family.</summary>
    public abstract Task<Redemption> RedeemCodeAsync(string code, DateTimeOffset? refreshExpiresAt, string? ipAddress);

    /// <summary>
    /// Replaces a refresh token (P-10) once. A replay gets the same answer until that answer was itself used (and 30 s more), for at
    /// most ten minutes; after that it ends the family.
    /// </summary>
    public abstract Task<Redemption> RotateAsync(string token, DateTimeOffset nextExpiresAt, string? ipAddress);

    /// <summary>Revokes a family; nothing happens when it is revoked already.</summary>
    public abstract Task RevokeFamilyAsync(string tenantId, string familyId);

    /// <summary>
    /// Erases seeds that lead nowhere any more and tokens that nobody can use or replay any more. Returns how many tokens went.
    /// </summary>
    public abstract Task<int> PruneAsync(TimeSpan keepExpired, int most);
}
