using System.Globalization;
using System.Text.Json;
using Wristband.TestSupport;

namespace Wristband.Bench.Running;

/// <summary>node oidc-provider with its in-memory adapter.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public static readonly ClientSettings Client = new("bench-web", "bench-secret-bench-secret-bench-secret");

    private readonly HttpMessageInvoker _network = Network.NewClient();
    private readonly int _mintPort;

    private OidcProvider(int port, int mintPort, Server process) => (Port, _mintPort, Process) = (port, mintPort, process);

    /// <summary>What a run of wrk starts with.</summary>
    internal sealed record Minted(List<string> RefreshTokens, string AccessToken);

    public int Port { get; }

    public Server Process { get; }

    public string Host => $"127.0.0.1:{Port}";

    public static async Task<OidcProvider> StartAsync(Workspace workspace, int chains)
    {
        var (port, mintPort) = (LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort());
        var process = await Peers.StartAsync(workspace, "oidc-provider.mjs", $"http://127.0.0.1:{port}/jwks", new Dictionary<string, string>
        {
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["MINT_PORT"] = mintPort.ToString(CultureInfo.InvariantCulture),
            ["CLIENT_ID"] = Client.ClientId,
            ["CLIENT_SECRET"] = Client.ClientSecret,
            ["CHAINS"] = chains.ToString(CultureInfo.InvariantCulture),
        });
        return new OidcProvider(port, mintPort, process);
    }

    /// <summary>New grants: its in-memory adapter keeps only the latest thousand things.</summary>
    public async Task<Minted> MintAsync()
    {
        using var response = await _network.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{_mintPort}/"), CancellationToken.None);
        return JsonSerializer.Deserialize<Minted>(await response.Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
