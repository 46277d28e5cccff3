namespace Wristband.Platform.Management.Api;

/// <summary>
/// What an endpoint of the API asks of its caller: a permission, or none for a reason. One that says neither is refused to everybody, and a
/// rule fails.
/// </summary>
/// <param name="Value">The permission; null when none is needed.</param>
/// <param name="Reason">Why none is needed.</param>
internal sealed record RequiredPermission(string? Value, string? Reason);

/// <summary>Declares it, beside the address.</summary>
internal static class RequiredPermissionExtensions
{
    /// <summary>
    /// Only who has the permission gets in, whatever id is asked for. How far it reaches is the operation's to check: what is beyond looks
    /// like what does not exist.
    /// </summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoint, string permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredPermission(permission, Reason: null));

    /// <summary>Every bearer of a token of this application gets in.</summary>
    public static TBuilder RequireNoPermission<TBuilder>(this TBuilder endpoint, string reason)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredPermission(Value: null, reason));
}
