using Microsoft.AspNetCore.Http.Extensions;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>
/// The only place where a host of the platform is composed: from a checked name or a confirmed domain, nothing else (S-09).
/// </summary>
internal sealed class TenantUrls(WristbandOptions options, PlatformAddress platform)
{
    /// <summary>The host that shows this tenant's pages; the application's own host when the tenant is unresolved.</summary>
    public HostName HostOf(TenantTarget tenant, PlatformSettings settings)
    {
        if (tenant.CustomDomain is { } domain) return domain;
        if (tenant.Name is not { } name) return platform.Host;
        var separator = settings.IsApplicationCustomDomainActive ? '.' : '-';
        return platform.Host with { Host = $"{name.Value}{separator}{platform.Host.Host}" };
    }

    public Uri Authorize(HostName host, IEnumerable<KeyValuePair<string, string>> query) => Build(host, "/api/v1/oauth2/authorize", query);

    public Uri Logout(HostName host, IEnumerable<KeyValuePair<string, string>> query) => Build(host, "/api/v1/logout", query);

    /// <summary>The page that asks for e-mail or tenant name and comes back to the login endpoint with an answer.</summary>
    public Uri ApplicationLogin(PlatformSettings settings, string? state, string? languages = null)
    {
        var query = new QueryBuilder { { "client_id", options.ClientId } };
        if (state is not null) query.Add("state", state);
        if (languages is not null) query.Add("ui_locales", languages);
        var page = settings.CustomApplicationLoginPageUrl is { } own ? new Uri(own) : platform.Url("/login");
        return new UriBuilder(page) { Query = page.Query.Length > 1 ? $"{page.Query[1..]}&{query.ToString()[1..]}" : query.ToString() }.Uri;
    }

    private Uri Build(HostName host, string path, IEnumerable<KeyValuePair<string, string>> query)
    {
        var builder = new UriBuilder(platform.SchemeFor(host), host.Host) { Path = path, Query = new QueryBuilder(query).ToString() };
        if (host.Port is { } port) builder.Port = port;
        var uri = new Uri(builder.Uri.AbsoluteUri);
        if (uri.Host != host.Host || uri.UserInfo.Length > 0 || uri.AbsolutePath != path)
            throw new InvalidOperationException("A platform address did not come out as composed.");
        return uri;
    }
}
