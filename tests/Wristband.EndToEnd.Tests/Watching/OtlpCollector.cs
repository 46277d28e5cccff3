using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Watching;

/// <summary>Keeps what OpenTelemetry sends, as it came over the wire.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();
    private readonly WebApplication _server;

    private OtlpCollector(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        _server = builder.Build();
        _server.Run(KeepAsync);
        Address = $"http://localhost:{port}";
    }

    public string Address { get; }

    /// <summary>Every span that came.</summary>
    public IReadOnlyList<OtlpSpan> Spans => [.. Bodies("traces").SelectMany(OtlpSpan.Read)];

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector(LoopbackNetwork.FreePort());
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>What came of a signal, to look for texts in: strings travel as they are.</summary>
    public string TextOf(string signal) => string.Join('\n', Bodies(signal).Select(Encoding.Latin1.GetString));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<byte[]> Bodies(string signal) => _received.Where(r => r.Signal == signal).Select(r => r.Body);

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path.Value!.Split('/')[^1], body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }
}
