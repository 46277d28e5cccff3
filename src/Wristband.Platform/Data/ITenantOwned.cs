namespace Wristband.Platform.Data;

/// <summary>A row that belongs to one tenant. The context filters it by scope and refuses to write it out of scope.</summary>
internal interface ITenantOwned
{
    string TenantId { get; }
    string ApplicationId { get; }
}
