using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>Which tenant a request is about, in the order that the platform's other SDKs use, from checked values only.</summary>
internal sealed class TenantResolution([FromKeyedServices] WristbandOptions options, [FromKeyedServices] CustomDomains customDomains)
{
    public const string NameParameter = "tenant_name";
    public const string CustomDomainParameter = "tenant_custom_domain";

    /// <summary>For a login: query or subdomain first, then the configured defaults.</summary>
    public async ValueTask<TenantTarget> ForLoginAsync(HttpRequest request, PlatformSettings settings, CancellationToken cancellationToken)
    {
        var asked = await AskedForAsync(request, settings, cancellationToken);
        if (asked.IsResolved) return asked;
        return new TenantTarget(
            TenantName.Parse(options.DefaultTenantName),
            HostName.TryParse(options.DefaultTenantCustomDomain, out var domain) ? domain : null);
    }

    /// <summary>What the request itself says, without defaults.</summary>
    public async ValueTask<TenantTarget> AskedForAsync(HttpRequest request, PlatformSettings settings, CancellationToken cancellationToken) =>
        new(NameIn(request, settings), await customDomains.ConfirmAsync(request.Parameter(CustomDomainParameter), cancellationToken));

    /// <summary>The tenant's name from the subdomain when there is a root domain, else from the query; never from both.</summary>
    public static TenantName? NameIn(HttpRequest request, PlatformSettings settings)
    {
        if (settings.RootDomain is not { } root) return TenantName.Parse(request.Parameter(NameParameter));
        var host = request.Host.Host.ToLowerInvariant();
        return host.EndsWith("." + root, StringComparison.Ordinal) ? TenantName.Parse(host[..^(root.Length + 1)]) : null;
    }
}
