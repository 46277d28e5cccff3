namespace Wristband.Platform.Management.Api;

/// <summary>
/// A resource that names tenants beside its owner. Whoever belongs to one of them is not told of the others (P-46): which customers an
/// application has is theirs and its own business.
/// </summary>
internal interface IListsTenants
{
    /// <summary>The same with those tenants only.</summary>
    object With(Func<string, bool> tenants);
}
