using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Wristband.Platform.Http;

/// <summary>
/// A scheme and port under which people reach this platform, whatever sits in front of it. Links and issuers are built
/// from the host table and one of these, never from what a request claims about its own scheme.
/// </summary>
internal sealed record PublicOrigin(string Scheme, int Port)
{
    private int DefaultPort => Scheme == Uri.UriSchemeHttps ? 443 : 80;

    public bool IsHttps => Scheme == Uri.UriSchemeHttps;

    /// <summary>"https://host" or "http://host:6002": no trailing slash, no default port.</summary>
    public string At(string hostName) => $"{Scheme}://{AuthorityOf(hostName)}";

    /// <summary>"host" or "host:6002": what Wristband calls a vanity domain.</summary>
    public string AuthorityOf(string hostName) =>
        Port == DefaultPort ? hostName : string.Create(CultureInfo.InvariantCulture, $"{hostName}:{Port}");

    /// <summary>
    /// The one of these that a request used; null for a port that is none's. The port is part of the Host header even behind a proxy that
    /// ends TLS.
    /// </summary>
    public static PublicOrigin? Of(HostString host, IReadOnlyList<PublicOrigin> origins) =>
        !host.HasValue ? null : origins.FirstOrDefault(o => host.Port is { } port ? o.Port == port : o.Port is 443 or 80);

    /// <summary>Reads "https://*" or "http://*:6002".</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PublicOrigin? origin)
    {
        origin = Uri.TryCreate(text?.Replace("*", "any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri is { Host: "any", AbsolutePath: "/", Query: "", UserInfo: "" }
            ? new PublicOrigin(uri.Scheme, uri.Port)
            : null;
        return origin is not null;
    }
}
