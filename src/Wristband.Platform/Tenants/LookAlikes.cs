using System.Linq.Expressions;

namespace Wristband.Platform.Tenants;

/// <summary>
/// Names that look alike in an address bar have one skeleton: "paypa1", "paypai" and "paypal" (P-49). A name has letters a to z, digits and
/// hyphens only, so that these few pairs are all there is to it.
/// </summary>
internal static class LookAlikes
{
    // The culture makes no difference to replacing, and a comparison that is said cannot be translated into SQL.
#pragma warning disable CA1307
    public static string SkeletonOf(string name) =>
        name.Replace("0", "o").Replace("1", "l").Replace("i", "l").Replace("rn", "m").Replace("vv", "w");

    /// <summary>The same as a filter, so that the database compares all tenants of an application.</summary>
    public static Expression<Func<Tenant, bool>> Of(string skeleton) => tenant =>
        tenant.Name.Replace("0", "o").Replace("1", "l").Replace("i", "l").Replace("rn", "m").Replace("vv", "w") == skeleton;
#pragma warning restore CA1307
}
