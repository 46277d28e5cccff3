using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wristband.Platform.Tests.Email;

/// <summary>A mail server on a loopback port that speaks as much SMTP as a sender needs, and can be told to refuse.</summary>
public sealed class ScriptedSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _answersToRecipients = new();
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;

    public ScriptedSmtp()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Recipients of this domain get no answer until <see cref="GoOn"/>.</summary>
    public const string SlowDomain = "@slow.example";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every message as it came over the wire.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>The first message, as soon as it is there.</summary>
    public Task<string> FirstAsync => _first.Task;

    /// <summary>The commands of all conversations, in order.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public Dictionary<string, string?> Settings => new()
    {
        ["Platform:Smtp:Host"] = "127.0.0.1",
        ["Platform:Smtp:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Platform:Smtp:Security"] = "None",
        ["Platform:Smtp:From"] = "no-reply@wristband.example",
    };

    /// <summary>The next recipient gets this answer instead of a yes.</summary>
    public void RefuseNext(string answer) => _answersToRecipients.Enqueue(answer);

    /// <summary>Answers the recipients of the slow domain.</summary>
    public void GoOn() => _goOn.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (!_stop.IsCancellationRequested) conversations.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
        await Task.WhenAll(conversations);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await ConverseAsync(client.GetStream());
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or IOException)
            {
                // The test is over, or the sender went away.
            }
        }
    }

    private async Task ConverseAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test ready");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Commands.Enqueue(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-test\r\n250 8BITMIME");
                    break;
                case "RCPT":
                    if (line.Contains(SlowDomain, StringComparison.OrdinalIgnoreCase)) await _goOn.Task.WaitAsync(_stop.Token);
                    await writer.WriteLineAsync(_answersToRecipients.TryDequeue(out var refusal) ? refusal : "250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var message = await ReadMessageAsync(reader);
                    Received.Enqueue(message);
                    _first.TrySetResult(message);
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line and not ".") message.AppendLine(line);
        return message.ToString();
    }
}
