using System.Security.Claims;

namespace Wristband.AspNetCore;

/// <summary>What an application asks most about its user. All answers are null when nobody is signed in.</summary>
public static class WristbandUserExtensions
{
    /// <summary>The user's id, stable for the user's lifetime.</summary>
    /// <param name="user">The current user.</param>
    public static string? GetUserId(this ClaimsPrincipal user) => user.FindFirst(WristbandClaims.UserId)?.Value;

    /// <summary>The id of the user's tenant: the key to put on every row that belongs to the tenant.</summary>
    /// <param name="user">The current user.</param>
    public static string? GetTenantId(this ClaimsPrincipal user) => user.FindFirst(WristbandClaims.TenantId)?.Value;

    /// <summary>The name of the user's tenant. Sessions carry it; access tokens do not.</summary>
    /// <param name="user">The current user.</param>
    public static string? GetTenantName(this ClaimsPrincipal user) => user.FindFirst(WristbandClaims.TenantName)?.Value;

    /// <summary>The tenant's name as people write it: for pages, never for a key. Not every platform sends it.</summary>
    /// <param name="user">The current user.</param>
    public static string? GetTenantDisplayName(this ClaimsPrincipal user) => user.FindFirst(WristbandClaims.TenantDisplayName)?.Value;

    /// <summary>The tenant's own domain, when the user signed in through it.</summary>
    /// <param name="user">The current user.</param>
    public static string? GetTenantCustomDomain(this ClaimsPrincipal user) => user.FindFirst(WristbandClaims.TenantCustomDomain)?.Value;

    /// <summary>The name of the identity provider that knows the user, for example <c>wristband</c>.</summary>
    /// <param name="user">The current user.</param>
    public static string? GetIdentityProviderName(this ClaimsPrincipal user) =>
        user.FindFirst(WristbandClaims.IdentityProviderName)?.Value;
}
