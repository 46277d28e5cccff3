using Wristband.Platform.Data;
using Wristband.Platform.Web;

namespace Wristband.Platform.Logout;

/// <summary>Where a logout sends the browser: the listed redirect URL, else the client's Login Endpoint, else the application's (protocol 2.6).</summary>
internal sealed record LogoutTarget(string Url, IReadOnlyList<KeyValuePair<string, string?>> Query)
{
    public static LogoutTarget Choose(LogoutRequest request, Application application, OAuthClient? client, TenantInfo tenant)
    {
        var query = new List<KeyValuePair<string, string?>>();
        if (Listed(request.RedirectUrl, application, tenant) is not { } url)
        {
            url = client?.LoginUrl ?? application.LoginUrl;

            // The Login Endpoint has to know the tenant: from its host, or from the query.
            if (!TenantPlaceholder.IsIn(url))
            {
                query.Add(KeyValuePair.Create<string, string?>("tenant_name", tenant.Name));
                query.Add(KeyValuePair.Create<string, string?>("tenant_domain", tenant.Name));
            }
        }
        if (request.State is { } state) query.Add(KeyValuePair.Create<string, string?>("state", state));
        return new LogoutTarget(url, query);
    }

    // SDKs send the URL as it is configured or already filled in; both name the same registered one.
    private static string? Listed(string? redirectUrl, Application application, TenantInfo tenant) =>
        redirectUrl is null
            ? null
            : application.LogoutUrls.Find(listed => listed == redirectUrl || TenantPlaceholder.Expand(listed, tenant.Name) == redirectUrl);
}
