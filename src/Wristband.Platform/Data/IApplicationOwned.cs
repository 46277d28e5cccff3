namespace Wristband.Platform.Data;

/// <summary>
/// A row that belongs to an application and, unless the tenant is null, to one tenant of it. The context filters it by scope and
/// refuses to write it out of scope.
/// </summary>
internal interface IApplicationOwned
{
    string? TenantId { get; }
    string ApplicationId { get; }
}
