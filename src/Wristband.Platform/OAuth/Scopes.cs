namespace Wristband.Platform.OAuth;

/// <summary>What a client may ask for.</summary>
internal static class Scopes
{
    public const string OpenId = "openid";
    public const string OfflineAccess = "offline_access";
    public const string Email = "email";
    public const string Profile = "profile";
    public const string Phone = "phone";
    public const string Roles = "roles";

    public static readonly IReadOnlyList<string> All = [OpenId, OfflineAccess, Email, Profile, Phone, Roles];

    public static string[] Split(string? scope) => scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
