using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>
/// Where the platform is: the application's vanity host and the scheme to use. The one place of the scheme rule: https, unless
/// the configured value says <c>http://</c>, names this very machine, and the environment is Development.
/// </summary>
internal sealed record PlatformAddress(string Scheme, HostName Host)
{
    /// <summary>The value that tokens carry as <c>iss</c>: no trailing slash, compared byte by byte.</summary>
    public string Issuer => $"{Scheme}://{Host.Authority}";

    public static PlatformAddress From(WristbandOptions options, IHostEnvironment environment) =>
        TryParse(options.ApplicationVanityDomain, environment.IsDevelopment(), out var address, out var problem)
            ? address
            : throw new InvalidOperationException(problem);

    public static bool TryParse(
        string value, bool development, [NotNullWhen(true)] out PlatformAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        var (scheme, rest) = value.Split("://", 2) is [var s, var r] ? (s.ToLowerInvariant(), r) : ("https", value);
        if (scheme is not ("https" or "http") || !HostName.TryParse(rest, out var host))
        {
            problem = "WB1002 ApplicationVanityDomain must be a bare host with an optional port, such as 'app-company.us.wristband.dev' "
                + "or 'demo.dev.localhost:6443'. Remove path, user name, spaces and trailing slash or dot. No scheme is needed in "
                + "front: it is https, and only Development may say 'http://' for this "
                + "machine.";
            return false;
        }
        if (scheme == "http" && !(development && LoopbackNames.Contains(host.Host)))
        {
            problem = "WB1003 ApplicationVanityDomain asks for http. Only Development may do that, and only for 'localhost', hosts under "
                + "'.localhost' and loopback addresses. Remove 'http://', or set the environment to Development.";
            return false;
        }
        address = new PlatformAddress(scheme, host);
        problem = null;
        return true;
    }

    /// <summary>An address on the application's own host.</summary>
    public Uri Url(string path) => new(Issuer + path);

    /// <summary>The scheme for a browser redirect to this host: a tenant's own public domain is always https.</summary>
    public string SchemeFor(HostName host) => Scheme == "http" && LoopbackNames.Contains(host.Host) ? "http" : "https";
}
