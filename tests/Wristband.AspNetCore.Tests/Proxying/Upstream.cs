using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Proxying;

/// <summary>An API behind the proxy, on a real socket. It says what reached it, and tries to leave a cookie.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Method, string Path, Dictionary<string, string> Headers, string Body)> Requests { get; } = new();

    public string Address => _app.Urls.Single();

    public static async Task<Upstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = SdkWorldSetup.Empty.FullName });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var upstream = new Upstream(builder.Build());
        upstream._app.Run(upstream.AnswerAsync);
        await upstream._app.StartAsync();
        return upstream;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new HttpRequestStreamReader(context.Request.Body, System.Text.Encoding.UTF8);
        Requests.Enqueue((
            context.Request.Method, context.Request.Path.Value!,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync()));
        context.Response.Headers.SetCookie = $"{SdkWorld.SessionCookie}=stolen; path=/; secure";
        await context.Response.WriteAsync("from upstream");
    }
}
