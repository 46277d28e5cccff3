using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo.Live;

/// <summary>The counter's hub over a WebSocket, with as much of SignalR's protocol as a counter needs.</summary>
internal sealed class HubCall : IDisposable
{
    private const char Separator = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly WebSocket _socket;
    private readonly Queue<JsonElement> _messages = new();

    private HubCall(WebSocket socket) => _socket = socket;

    public static async Task<HubCall> OpenAsync(DemoHost demo, Browser browser)
    {
        var call = new HubCall(await demo.ConnectAsync(browser, "/hubs/counter"));
        await call.SendAsync("""{"protocol":"json","version":1}""");
        await call.ReadAsync(message => !message.TryGetProperty("type", out _));
        return call;
    }

    public Task IncrementAsync() => SendAsync("""{"type":1,"invocationId":"1","target":"Increment","arguments":[]}""");

    /// <summary>The next number that the hub tells.</summary>
    public async Task<int> NextAsync() =>
        (await ReadAsync(message => message.TryGetProperty("target", out var target) && target.GetString() == "changed"))
            .GetProperty("arguments")[0].GetInt32();

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json + Separator), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task<JsonElement> ReadAsync(Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        while (true)
        {
            while (_messages.TryDequeue(out var message))
            {
                if (wanted(message)) return message;
            }
            var received = await _socket.ReceiveAsync(buffer, patience.Token);
            if (received.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException("The hub closed the connection.");
            foreach (var text in Encoding.UTF8.GetString(buffer, 0, received.Count).Split(Separator, StringSplitOptions.RemoveEmptyEntries))
                _messages.Enqueue(JsonElement.Parse(text));
        }
    }
}
