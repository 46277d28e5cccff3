namespace Wristband.Platform.Data;

/// <summary>Which tenants of an application see what the application defines, and may use it.</summary>
internal enum TenantVisibility
{
    All,
    None,

    /// <summary>The listed ones.</summary>
    InclusionList,

    /// <summary>All but the listed ones.</summary>
    ExclusionList,
}
