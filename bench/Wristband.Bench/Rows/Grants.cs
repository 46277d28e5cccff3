using System.Globalization;
using System.Text.RegularExpressions;
using Wristband.Bench.Load;
using Wristband.Bench.Results;
using Wristband.Bench.Running;

namespace Wristband.Bench.Rows;

/// <summary>The endpoints that servers call, against node's oidc-provider.</summary>
internal sealed partial class Grants(Workspace workspace, Platform platform, OidcProvider peer, Logins logins, Paired paired)
{
    private const string PeerName = "node oidc-provider, in memory";
    // Only the platform of the rows above it has that application.
    private readonly Lazy<Logins> _elliptic = new(() => Logins.AtElliptic(platform));
    private int _tokenFiles;
    private double _refresh;

    public async Task<Result> RefreshAsync()
    {
        var (ours, theirs) = await paired.RunAsync(OurRefreshAsync, PeerRefreshAsync);
        _refresh = ours;
        return Result.Against("refresh", ours, theirs, PeerName, "grants/s",
            $"rotation, RS256 access and ID token, scopes openid offline_access email profile roles; ours durable in " +
                $"SQLite; {paired.Conditions}");
    }

    /// <summary>A refresh grant signs twice, so half of what the cores can sign is the most there is.</summary>
    public async Task<Result> RefreshBoundAsync()
    {
        if (_refresh == 0) await RefreshAsync();
        var processors = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        var output = await Tool.RunAsync("openssl", ["speed", "-seconds", "3", "-multi", processors, "rsa2048"]);
        var line = RsaLine().Match(output);
        if (!line.Success) throw new BenchException($"openssl speed did not report rsa2048: {output}");
        var signatures = double.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture);
        return Result.Against("refresh-rsa-bound", _refresh, signatures / 2, "openssl speed rsa2048, half its signatures", "grants/s",
            $"openssl on {processors} cores without any load; ours shares them with wrk and the disk");
    }

    /// <summary>
    /// The same grants with ES256, beside ours with RS256 and beside the peer with RS256, which is what it is compared with above.
    /// </summary>
    public async Task<Result[]> EllipticRefreshAsync()
    {
        var conditions = $"as refresh, ours with ES256 on both tokens; {paired.Conditions}";
        var (elliptic, rsa) = await paired.RunAsync(EllipticAsync, OurRefreshAsync);
        var (again, theirs) = await paired.RunAsync(EllipticAsync, PeerRefreshAsync);
        return
        [
            Result.Against("refresh-es256", elliptic, rsa, "ours with RS256", "grants/s", conditions),
            Result.Against("refresh-es256-peer", again, theirs, PeerName + ", RS256", "grants/s", conditions),
        ];
    }

    public async Task<Result> ClientCredentialsAsync()
    {
        var (ours, theirs) = await paired.RunAsync(OurClientCredentialsAsync, PeerClientCredentialsAsync);
        return Result.Against("client-credentials", ours, theirs, PeerName, "grants/s", $"RS256 JWT access token; {paired.Conditions}");
    }

    public async Task<Result> UserInfoAsync()
    {
        var token = (await logins.RunAsync(0, 0)).Tokens.AccessToken;
        var (ours, theirs) = await paired.RunAsync(
            () => Task.FromResult(
                Get("userinfo", platform.Port, platform.ApplicationHost, "/api/v1/oauth2/userinfo", "\"email_verified\"", token)),
            async () => Get("userinfo", peer.Port, peer.Host, "/me", "\"email_verified\"", (await peer.MintAsync()).AccessToken));
        return Result.Against("userinfo", ours, theirs, PeerName, "requests/s",
            $"ours verifies an RS256 JWT and looks the grant up; theirs looks an opaque token up; {paired.Conditions}");
    }

    public async Task<Result> JwksAsync()
    {
        var (ours, theirs) = await paired.RunAsync(
            () => Task.FromResult(Get("jwks", platform.Port, platform.ApplicationHost, "/api/v1/oauth2/jwks", "\"RSA\"")),
            () => Task.FromResult(Get("jwks", peer.Port, peer.Host, "/jwks", "\"RSA\"")));
        return Result.Against("jwks", ours, theirs, PeerName, "requests/s", paired.Conditions);
    }

    public Task<Target> OurClientCredentialsAsync() => Task.FromResult(
        ClientCredentials(platform.Port, platform.ApplicationHost, "/api/v1/oauth2/token", platform.Client("machine")));

    public Task<Target> PeerClientCredentialsAsync() => Task.FromResult(
        ClientCredentials(peer.Port, peer.Host, "/token", OidcProvider.Client));

    public async Task<Target> OurRefreshAsync()
    {
        var tokens = (await logins.ManyAsync(32)).Select(t => t.RefreshToken);
        return Refresh(platform.Port, platform.ApplicationHost, "/api/v1/oauth2/token", platform.Client("web"), tokens);
    }

    private async Task<Target> EllipticAsync()
    {
        var tokens = (await _elliptic.Value.ManyAsync(32)).Select(t => t.RefreshToken);
        return Refresh(
            platform.Port, platform.Host(SeedFile.Elliptic), "/api/v1/oauth2/token", platform.Client("web-elliptic"), tokens);
    }

    public async Task<Target> PeerRefreshAsync() =>
        Refresh(peer.Port, peer.Host, "/token", OidcProvider.Client, (await peer.MintAsync()).RefreshTokens);

    private Target Refresh(int port, string host, string path, ClientSettings client, IEnumerable<string> tokens)
    {
        var file = workspace.File($"tokens{_tokenFiles++}.txt");
        File.WriteAllLines(file, tokens);
        return new Target($"refresh at {host}", port, path, "refresh.lua", new Dictionary<string, string>
        {
            ["BENCH_HOST"] = host,
            ["BENCH_AUTHORIZATION"] = client.Basic,
            ["BENCH_TOKENS"] = file,
        }, OneConnectionPerThread: true);
    }

    private static Target ClientCredentials(int port, string host, string path, ClientSettings client) =>
        new($"client-credentials at {host}", port, path, "client-credentials.lua",
            new Dictionary<string, string> { ["BENCH_HOST"] = host, ["BENCH_AUTHORIZATION"] = client.Basic });

    private static Target Get(string name, int port, string host, string path, string expected, string? bearer = null)
    {
        var variables = new Dictionary<string, string> { ["BENCH_HOST"] = host, ["BENCH_EXPECTED"] = expected };
        if (bearer is not null) variables["BENCH_AUTHORIZATION"] = "Bearer " + bearer;
        return new Target($"{name} at {host}", port, path, "get.lua", variables);
    }

    [GeneratedRegex(@"^rsa\s+2048 bits\s+\S+\s+\S+\s+([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex RsaLine();
}
