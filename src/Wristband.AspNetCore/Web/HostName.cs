using System.Globalization;
using System.Text.RegularExpressions;

namespace Wristband.AspNetCore.Web;

/// <summary>A DNS host with an optional port, in lower case. Nothing else that a URL authority could hold gets through.</summary>
internal readonly partial record struct HostName(string Host, int? Port)
{
    /// <summary><c>host</c> or <c>host:port</c>, as it stands in a URL.</summary>
    public string Authority => Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{Host}:{port}") : Host;

    public static bool TryParse(string? text, out HostName name)
    {
        name = default;
        if (text is null || text.Length > 259) return false;
        var match = Pattern().Match(text.ToLowerInvariant());
        if (!match.Success || match.Groups["host"].Length > 253) return false;
        int? port = match.Groups["port"].Success ? int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture) : null;
        if (port is 0 or > 65535) return false;
        name = new HostName(match.Groups["host"].Value, port);
        return true;
    }

    [GeneratedRegex(@"\A(?<host>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*)(:(?<port>[0-9]{1,5}))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
