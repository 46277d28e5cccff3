using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Web;

/// <summary>Pages of the identity platform that this application links to.</summary>
internal sealed class PlatformLinks(IOptions<WristbandOptions> options)
{
    /// <summary>__WRISTBAND__ Where a person without a workspace creates one; the platform sends them back here signed in.</summary>
    public string Signup => At("/signup");

    /// <summary>__WRISTBAND__ Where a person finds the workspaces that know their e-mail address.</summary>
    public string Discovery(string? email) => At("/login", email is null ? [] : [new("login_hint", email)]);

    private string At(string path, params IEnumerable<KeyValuePair<string, string>> more)
    {
        var (host, client) = (options.Value.ApplicationVanityDomain, options.Value.ClientId);
        var origin = host.Contains("://", StringComparison.Ordinal) ? host : "https://" + host;
        var query = new QueryBuilder([new("client_id", client), .. more]);
        return new UriBuilder(origin) { Path = path, Query = query.ToString() }.Uri.AbsoluteUri;
    }
}
