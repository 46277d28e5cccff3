using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>
/// A load balancer as small as it can be: it ends TLS, takes turns between replicas and says what it saw in X-Forwarded headers.
/// </summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private static readonly string[] OfTheConnection = ["Connection", "Transfer-Encoding", "Keep-Alive", "Upgrade", "Host"];
    private readonly HttpMessageInvoker _client = new(LoopbackNetwork.Handler());
    private readonly WebApplication _app;
    private readonly string[] _replicas;
    private readonly int[] _served;
    private int _turn;

    private TlsProxy(WebApplication app, string[] replicas) => (_app, _replicas, _served) = (app, replicas, new int[replicas.Length]);

    /// <summary>How many requests each replica has got.</summary>
    public IReadOnlyList<int> Served => _served;

    public static async Task<TlsProxy> StartAsync(int port, X509Certificate2 certificate, params string[] replicas)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var proxy = new TlsProxy(app, replicas);
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var replica = Interlocked.Increment(ref _turn) % _replicas.Length;
        Interlocked.Increment(ref _served[replica]);
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), _replicas[replica] + context.Request.Path + context.Request.QueryString);
        if (context.Request.ContentLength is > 0) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(h => !OfTheConnection.Contains(h.Key)))
            Copy(values, value =>
                request.Headers.TryAddWithoutValidation(name, value)
                    || request.Content?.Headers.TryAddWithoutValidation(name, value) == true);
        request.Headers.Host = context.Request.Host.Value;
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", IPAddress.Loopback.ToString());

        using var answer = await _client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !OfTheConnection.Contains(h.Key)))
            context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static void Copy(StringValues values, Func<string, bool> add)
    {
        foreach (var value in values.OfType<string>()) _ = add(value);
    }
}
