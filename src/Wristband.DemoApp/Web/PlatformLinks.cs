using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Web;

/// <summary>Pages of the identity platform that this application links to.</summary>
internal sealed class PlatformLinks(IOptions<WristbandOptions> options)
{
    /// <summary>__WRISTBAND__ Where a person without a workspace creates one; the platform sends them back here signed in.</summary>
    public string Signup
    {
        get
        {
            var (host, client) = (options.Value.ApplicationVanityDomain, options.Value.ClientId);
            var origin = host.Contains("://", StringComparison.Ordinal) ? host : "https://" + host;
            return new UriBuilder(origin) { Path = "/signup", Query = new QueryBuilder { { "client_id", client } }.ToString() }.Uri.AbsoluteUri;
        }
    }
}
