using System.Globalization;
using System.Net.Sockets;

namespace Wristband.AppHost;

/// <summary>Waits until a server says it is ready, and says so when it never does.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task WaitAsync(Child child, int port, CancellationToken cancellationToken)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/health/ready"));
        // One client for the life of this small process; there is no container to take a factory from.
#pragma warning disable RS0030
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
#pragma warning restore RS0030
        var started = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(client, url, cancellationToken))
        {
            if (child.HasExited) throw new StartException($"WB3004: {child.Name} ended while starting. Its last lines above say why.");
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new StartException($"WB3005: {child.Name} was not ready within {Patience.TotalSeconds:0} seconds at {url}.");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(url, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
