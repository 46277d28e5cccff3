using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Management.Api;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>An endpoint of the management API as the running host has it.</summary>
/// <param name="Key">"GET /users/{id}".</param>
/// <param name="Required">What it asks of its caller; null when it does not say.</param>
internal sealed record ApiEndpoint(string Key, RequiredPermission? Required)
{
    public const string Base = "/api/v1";

    /// <summary>What lives below the same base and is no part of the management API: it has callers without tokens.</summary>
    private static readonly string[] Protocol =
        ["/oauth2/", "/logout", "/clients/{clientId}/sdk-configuration", "/custom-domains/validate"];

    public static IReadOnlyList<ApiEndpoint> All(PlatformHost platform) =>
    [
        .. from endpoint in platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let route = "/" + endpoint.RoutePattern.RawText?.TrimStart('/')
           where route.StartsWith(Base + "/", StringComparison.Ordinal)
           let path = route[Base.Length..]
           where !Protocol.Any(p => path.StartsWith(p, StringComparison.Ordinal))
           let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
           select new ApiEndpoint($"{methods[0]} {path}", endpoint.Metadata.GetMetadata<RequiredPermission>()),
    ];

    /// <summary>The key of the endpoint that answers a request, if it is one of these.</summary>
    public static string? KeyOf(RouteEndpoint endpoint, string method) =>
        endpoint.RoutePattern.RawText is { } route && route.StartsWith(Base, StringComparison.Ordinal)
            ? $"{method} {route[Base.Length..]}"
            : null;
}
