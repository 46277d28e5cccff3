using System.Diagnostics.CodeAnalysis;
using Wristband.Platform.Data;

namespace Wristband.Platform.Permissions;

/// <summary>Who something belongs to.</summary>
internal enum OwnerType
{
    Application,
    Tenant,
}

/// <summary>An application, or a tenant of it, as the owner of something.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="TenantId">The tenant; null when the application itself is the owner.</param>
/// <param name="Name">The owner's name.</param>
internal sealed record Owner(string ApplicationId, string? TenantId, string Name)
{
    /// <summary>What names of its roles and groups begin with: "app:demo:" or "tnt:acme:".</summary>
    public string Prefix => TenantId is null ? $"app:{Name}:" : $"tnt:{Name}:";

    public static OwnerType TypeOf(IApplicationOwned row) => row.TenantId is null ? OwnerType.Application : OwnerType.Tenant;

    public static string IdOf(IApplicationOwned row) => row.TenantId ?? row.ApplicationId;

    /// <summary>The full name of something that was named "admin" or, already in full, "app:demo:admin".</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public string? FullName(string? name) => name is null || name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name;
}
