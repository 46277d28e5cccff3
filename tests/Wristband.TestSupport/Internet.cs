using System.Collections.Concurrent;

namespace Wristband.TestSupport;

/// <summary>
/// The only network that tests know: requests are routed by host name to hosts of the test,
/// and a host that nobody registered fails the test instead of leaving the machine.
/// </summary>
public sealed class Internet : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> _suffixes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Requests for this host name (port ignored) are answered by <paramref name="handler"/>.</summary>
    public Internet Host(string name, HttpMessageHandler handler)
    {
        _exact[name] = new HttpMessageInvoker(handler, disposeHandler: false);
        return this;
    }

    /// <summary>Requests for any host name below this suffix are answered by <paramref name="handler"/>, as wildcard DNS would.</summary>
    public Internet HostsBelow(string suffix, HttpMessageHandler handler)
    {
        _suffixes["." + suffix.TrimStart('.')] = new HttpMessageInvoker(handler, disposeHandler: false);
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Host;
        var target = _exact.TryGetValue(host, out var exact)
            ? exact
            : _suffixes.Where(s => host.EndsWith(s.Key, StringComparison.OrdinalIgnoreCase)).OrderByDescending(s => s.Key.Length)
                .FirstOrDefault().Value;
        return target is null
            ? throw new UnknownHostException(host)
            : target.SendAsync(request, cancellationToken);
    }
}

/// <summary>Something tried to leave the test's network.</summary>
public sealed class UnknownHostException(string host)
    : InvalidOperationException(
        $"Nothing in this test answers for the host '{host}'. Register it with Internet.Host, or find out who calls it.");
