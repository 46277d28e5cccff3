using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Sockets;

namespace Wristband.Platform.Cli;

/// <summary><c>health [--url URL]</c>: for a container, which has no other program to ask with.</summary>
internal static class HealthCommand
{
    private const string DefaultUrl = "http://localhost:8080/health/ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "What to ask.",
            DefaultValueFactory = _ => new Uri(DefaultUrl),
            CustomParser = Parse,
        };
        var command = new Command("health", "Asks a running server whether it is ready. Exit code 0 when it is.") { url };
        command.SetAction(async (line, cancellationToken) =>
        {
            var (isReady, said) = await AskAsync(line.GetRequiredValue(url), cancellationToken);
            await line.InvocationConfiguration.Output.WriteLineAsync(said);
            return isReady ? 0 : 1;
        });
        return command;
    }

    private static Uri? Parse(ArgumentResult typed)
    {
        var text = typed.Tokens.Count == 1 ? typed.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
            return url;
        typed.AddError($"'{text}' is no http address.");
        return null;
    }

    private static async Task<(bool IsReady, string Said)> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        // One question in the life of this process; there is no container to take a factory from.
#pragma warning disable RS0030
        using var client = new HttpClient { Timeout = Patience };
#pragma warning restore RS0030
        try
        {
            using var answer = await client.GetAsync(url, cancellationToken);
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception away) when (away is HttpRequestException or SocketException)
        {
            return (false, $"Nothing answers at {url}.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, $"No answer from {url} within {Patience.TotalSeconds:0} seconds.");
        }
    }
}
