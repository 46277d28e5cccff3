using System.Collections.Frozen;

namespace Wristband.Platform.Permissions.Predefined;

/// <summary>Something that this platform lets people and machines do.</summary>
internal sealed record PredefinedPermission(string Id, string Value, string DisplayName);

/// <summary>
/// The permissions that come with the platform, by their official names where there are any. They are code: a new version has new ones,
/// and nobody can change or remove one.
/// </summary>
internal static class PredefinedPermissions
{
    private static readonly Dictionary<string, string[]> Verbs = new()
    {
        ["application"] = ["read", "update"],
        ["audit-event"] = ["read"],
        ["auth-session"] = ["read", "delete"],
        ["auth-session-policy"] = ["read", "write"],
        ["bot-detection-policy"] = ["read", "write"],
        ["change-email-request"] = ["read"],
        ["change-email-workflow"] = ["execute"],
        ["change-password-workflow"] = ["execute"],
        ["client"] = ["create", "read", "update", "delete", "rotate-secret"],
        ["custom-domain"] = ["create", "read", "delete", "verify", "manage-activation"],
        ["email-branding"] = ["read", "write"],
        ["email-policy"] = ["read", "write"],
        ["existing-user-invitation-workflow"] = ["execute"],
        ["external-idp-login-workflow"] = ["execute"],
        ["identity-provider"] = ["read", "write", "delete", "view-protocol"],
        ["identity-provider-override-toggle"] = ["read", "write"],
        ["idp-attribute-mapping"] = ["create", "read", "update", "delete"],
        ["mfa-policy"] = ["read", "write"],
        ["new-user-invitation-request"] = ["read"],
        ["new-user-invitation-workflow"] = ["execute"],
        ["page-branding"] = ["read", "write"],
        ["password-policy"] = ["read", "write"],
        ["permission"] = ["create", "read", "update", "delete", "manage-assignments"],
        ["permission-boundary"] = ["create", "read", "update", "delete"],
        ["permission-group"] = ["create", "read", "update", "delete"],
        ["refresh-token"] = ["read", "revoke"],
        ["role"] = ["create", "read", "update", "delete", "manage-assignments"],
        ["role-assignment-policy"] = ["read", "write"],
        ["signing-key"] = ["read", "rotate", "delete"],
        ["signup-workflow"] = ["execute"],
        ["tenant"] = ["create", "read", "update", "delete", "manage-restricted-metadata", "manage-signup-enablement", "manage-status"],
        ["tenant-discovery-workflow"] = ["execute"],
        ["user"] =
            ["create", "read", "update", "delete", "manage-email", "manage-external-id", "manage-restricted-metadata", "manage-status"],
        ["user-activation-workflow"] = ["execute"],
        ["user-schema"] = ["read", "write"],
        ["webhook"] = ["create", "read", "update", "delete", "rotate-secret"],
        ["workflow-policy"] = ["read", "write"],
    };

    public static IReadOnlyList<PredefinedPermission> All { get; } =
        [.. Verbs.SelectMany(noun => noun.Value.Select(verb => Of(noun.Key, verb)))];

    private static readonly FrozenDictionary<string, PredefinedPermission> ById = All.ToFrozenDictionary(p => p.Id);
    private static readonly FrozenSet<string> Values = All.Select(p => p.Value).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static PredefinedPermission? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>Whether an application may not take this value for a permission of its own.</summary>
    public static bool IsTaken(string value) => Values.Contains(value);

    /// <summary>All verbs of these nouns.</summary>
    public static IEnumerable<PredefinedPermission> About(params string[] nouns) =>
        nouns.SelectMany(noun => Verbs[noun].Select(verb => ById[PredefinedId.Of("permission", $"{noun}:{verb}")]));

    private static PredefinedPermission Of(string noun, string verb) => new(
        PredefinedId.Of("permission", $"{noun}:{verb}"),
        $"{noun}:{verb}",
        $"{char.ToUpperInvariant(noun[0])}{noun[1..].Replace('-', ' ')}: {verb.Replace('-', ' ')}");
}
