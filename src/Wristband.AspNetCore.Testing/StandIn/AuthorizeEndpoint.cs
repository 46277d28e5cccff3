using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>
/// The authorize endpoint for somebody who is signed in there already: from the address that the application sent to, back to its callback.
/// </summary>
internal static class AuthorizeEndpoint
{
    private const string Path = "/api/v1/oauth2/authorize";
    private static readonly string[] Required = ["scope", "state", "nonce", "code_challenge", "redirect_uri"];

    public static Uri Answer(PlatformStandIn standIn, Uri request, TestUser user)
    {
        var query = QueryHelpers.ParseQuery(request.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
        if (Problem(standIn, request, query, user) is { } problem)
            throw new InvalidOperationException($"{problem} The login went to {Shown(request)}.");
        var scopes = query["scope"].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (user.Roles.Count > 0 && !scopes.Contains("roles"))
        {
            throw new InvalidOperationException(
                "The user has roles, and the application does not ask for the scope 'roles', so the platform would not tell it of them. "
                + "Add "
                + "\"openid\", \"offline_access\", \"email\" and \"roles\" to WristbandOptions.Scopes, or make a user without roles.");
        }
        var code = standIn.Platform.Grants.NewCode(new Grant(user, scopes, query["nonce"], query["code_challenge"], query["redirect_uri"]));
        var answer = new Dictionary<string, string?>
        {
            ["code"] = code,
            ["state"] = query["state"],
            ["iss"] = standIn.Issuer,
            ["tenant_name"] = user.Tenant,
            ["tenant_domain"] = user.Tenant,
        };
        if (user.TenantCustomDomain is { } domain) answer["tenant_custom_domain"] = domain;
        return new Uri(QueryHelpers.AddQueryString(PlatformStandIn.Expand(query["redirect_uri"], user), answer));
    }

    private static string? Problem(PlatformStandIn standIn, Uri request, Dictionary<string, string> query, TestUser user)
    {
        if (request.AbsolutePath != Path)
            return $"The application did not accept '{user.Tenant}' as a tenant; a tenant's name is one DNS label.";
        var expected = Hosts(standIn, user);
        if (!expected.Contains(request.Authority, StringComparer.OrdinalIgnoreCase))
            return $"The application chose another tenant than '{user.Tenant}'.";
        if (query.GetValueOrDefault("client_id") != standIn.Options.ClientId)
            return "The application sent another client id than it is configured with.";
        var missing = Required.Where(name => !query.ContainsKey(name)).ToList();
        return missing.Count > 0 ? $"The application's request has no {string.Join(", ", missing)}." : null;
    }

    private static string[] Hosts(PlatformStandIn standIn, TestUser user)
    {
        if (user.TenantCustomDomain is { } domain) return [domain];
        var host = new Uri(standIn.Issuer).Authority;
        return [$"{user.Tenant}-{host}", $"{user.Tenant}.{host}"];
    }

    /// <summary>Without the query: it holds what protects a login.</summary>
    private static string Shown(Uri request) => request.GetLeftPart(UriPartial.Path);
}
