using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>Which tenant a request is about, in the order that the platform's other SDKs use, from checked values only.</summary>
internal sealed class TenantResolution(
    WristbandOptions options,
    CustomDomains customDomains,
    LastTenant lastTenant)
{
    public const string NameParameter = "tenant_name";
    public const string CustomDomainParameter = "tenant_custom_domain";

    /// <summary>For a login: query or subdomain first, then where this browser signed in last, then the configured defaults.</summary>
    public async ValueTask<TenantTarget> ForLoginAsync(HttpRequest request, PlatformSettings settings, CancellationToken cancellationToken)
    {
        var asked = await AskedForAsync(request, settings, cancellationToken);
        if (asked.IsResolved || asked.IsUndecided) return asked;
        if (settings.RootDomain is null && await LastAsync(request, cancellationToken) is { IsResolved: true } last) return last;
        return new TenantTarget(
            TenantName.Parse(options.DefaultTenantName),
            HostName.TryParse(options.DefaultTenantCustomDomain, out var domain) ? domain : null);
    }

    /// <summary>What the request itself says, without defaults.</summary>
    public async ValueTask<TenantTarget> AskedForAsync(HttpRequest request, PlatformSettings settings, CancellationToken cancellationToken)
    {
        var name = NameIn(request, settings);
        var domain = await customDomains.ConfirmAsync(request.Parameter(CustomDomainParameter), cancellationToken);
        return new TenantTarget(name, domain.Confirmed) { IsUndecided = name is null && domain.IsUnknown };
    }

    /// <summary>The tenant's name from the subdomain when there is a root domain, else from the query; never from both.</summary>
    public static TenantName? NameIn(HttpRequest request, PlatformSettings settings)
    {
        if (settings.RootDomain is not { } root) return TenantName.Parse(request.Parameter(NameParameter));
        var host = request.Host.Host.ToLowerInvariant();
        return host.EndsWith("." + root, StringComparison.Ordinal) ? TenantName.Parse(host[..^(root.Length + 1)]) : null;
    }

    private async ValueTask<TenantTarget> LastAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (name, domain) = lastTenant.Read(request);
        return new TenantTarget(name, (await customDomains.ConfirmAsync(domain, cancellationToken)).Confirmed);
    }
}
