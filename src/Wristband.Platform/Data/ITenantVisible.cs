namespace Wristband.Platform.Data;

/// <summary>What an application owns and shows to some of its tenants. What a tenant owns is seen by that tenant.</summary>
internal interface ITenantVisible : IApplicationOwned
{
    TenantVisibility TenantVisibility { get; }

    /// <summary>The tenants that an inclusion or exclusion list names.</summary>
    List<string>? TenantVisibilityList { get; }
}
