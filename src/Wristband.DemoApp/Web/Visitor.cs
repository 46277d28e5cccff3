using System.Security.Claims;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Web;

/// <summary>What pages show of the person in front of them. It holds no token, so no page can print one.</summary>
internal sealed record Visitor
{
    /// <summary>What the platform calls itself: people there have an e-mail address and a password.</summary>
    public const string OwnProvider = "wristband";

    public required bool IsSignedIn { get; init; }

    /// <summary>Given name, else e-mail, else the id: what to call the person.</summary>
    public required string Name { get; init; }
    public string? FullName { get; init; }
    public string? Email { get; init; }
    public string? UserId { get; init; }
    public string? TenantId { get; init; }
    public string? TenantName { get; init; }
    /// <summary>How people write it; the name where the platform tells no other.</summary>
    public string? TenantTitle { get; init; }
    public string? IdentityProvider { get; init; }
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>__WRISTBAND__ The session's claims: WristbandClaims names them, the extension methods read the usual ones.</summary>
    public static Visitor From(ClaimsPrincipal user)
    {
        var email = user.FindFirstValue(WristbandClaims.Email);
        return new Visitor
        {
            IsSignedIn = user.Identity?.IsAuthenticated == true,
            Name = user.FindFirstValue(WristbandClaims.GivenName) ?? email ?? user.GetUserId() ?? "guest",
            FullName = FullNameOf(user),
            Email = email,
            UserId = user.GetUserId(),
            TenantId = user.GetTenantId(),
            TenantName = user.GetTenantName(),
            TenantTitle = user.GetTenantDisplayName() ?? user.GetTenantName(),
            IdentityProvider = user.GetIdentityProviderName(),
            Roles = [.. user.FindAll(WristbandClaims.Role).Select(r => r.Value)],
        };
    }

    private static string? FullNameOf(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(WristbandClaims.Name) is { } name) return name;
        var parts = new[] { user.FindFirstValue(WristbandClaims.GivenName), user.FindFirstValue(WristbandClaims.FamilyName) };
        return parts.Any(p => p is not null) ? string.Join(' ', parts.Where(p => p is not null)) : null;
    }
}
