using System.Security.Claims;

namespace Wristband.DemoApp.Members;

/// <summary>The application's own two kinds of people. A group counts in the tenant of the session and nowhere else.</summary>
internal static class Groups
{
    public const string Owners = "Owners";
    public const string Viewers = "Viewers";

    /// <summary>The claim that holds the group; it is set at sign-in and lives as long as the session.</summary>
    public const string Claim = "demo_group";

    /// <summary>__WRISTBAND__ "app:{application}:owner" makes an owner of this tenant; everything else, or nothing, a viewer.</summary>
    public static string Of(IEnumerable<string> roles) => roles.Any(IsOwner) ? Owners : Viewers;

    public static string? GetGroup(this ClaimsPrincipal user) => user.FindFirstValue(Claim);

    private static bool IsOwner(string role) => role.Split(':') is ["app", { Length: > 0 }, "owner"];
}
