namespace Wristband.DemoApp.Data;

/// <summary>A row that belongs to one tenant. The database shows it to that tenant's members only.</summary>
internal interface ITenantRow
{
    string TenantId { get; }
}
