using System.Security.Cryptography;
using Wristband.Bench.Load;
using Wristband.Bench.Results;
using Wristband.Bench.Running;

namespace Wristband.Bench.Rows;

/// <summary>Whether more tenants make anything slower: the same requests against 1, 100, 1,000 and 10,000 of them.</summary>
internal static class TenantCurve
{
    private static readonly int[] Sizes = [1, 100, 1_000, 10_000];
    private const int Lookups = 1500;
    private const int LoginCount = 60;

    private sealed record Point(int Tenants, double LookupP95, double LoginP95, double SeedSeconds);

    public static async Task<Result[]> MeasureAsync(Workspace workspace)
    {
        var points = new List<Point>();
        foreach (var size in Sizes) points.Add(await MeasureAsync(workspace, size));
        var (first, last) = (points[0], points[^1]);
        var seeds = string.Join(", ", points.Select(p => $"{p.Tenants}: {p.SeedSeconds:0.0} s"));
        return
        [
            Result.Against("tenant-curve", last.LoginP95, first.LoginP95, "the same with 1 tenant", "ms p95 of a login",
                $"10,000 tenants, logins one by one; p95 by tenants: {Curve(points, p => p.LoginP95)} ms; start with the whole " +
                    $"seed: {seeds}"),
            Result.Against("tenant-curve-lookup", last.LookupP95, first.LookupP95, "the same with 1 tenant", "ms p95 of a lookup",
                $"10,000 tenants, metadata at hosts picked at random, one by one; p95 by tenants: {Curve(points, p => p.LookupP95)} ms"),
        ];
    }

    private static async Task<Point> MeasureAsync(Workspace workspace, int tenants)
    {
        var people = Math.Min(tenants, 16);
        await using var platform = await Platform.StartAsync(workspace, $"tenants{tenants}", tenants, people, 1);
        var logins = Logins.At(platform);
        for (var n = 0; n < 40; n++) await logins.RunAsync(n % people, 0);
        await LookUpAsync(platform, tenants);
        var lookups = await LookUpAsync(platform, tenants);
        var times = new List<double>();
        for (var n = 0; n < LoginCount; n++) times.Add((await logins.RunAsync(n % people, 0)).Took.TotalMilliseconds);
        return new Point(tenants, Median.P95(lookups), Median.P95(times), platform.Process.ReadyAfter.TotalSeconds);
    }

    private static async Task<List<double>> LookUpAsync(Platform platform, int tenants)
    {
        using var network = Network.NewClient();
        var times = new List<double>();
        for (var n = 0; n < Lookups; n++)
        {
            var host = platform.Host(SeedFile.Application, RandomNumberGenerator.GetInt32(tenants));
            // One connection for all hosts: what differs is the Host header.
            using var request = new HttpRequestMessage(
                HttpMethod.Get, $"http://{platform.ApplicationHost}/.well-known/openid-configuration");
            request.Headers.Host = host;
            var started = TimeProvider.System.GetTimestamp();
            using var response = await network.SendAsync(request, CancellationToken.None);
            var body = await response.Content.ReadAsStringAsync();
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            if (!body.Contains(host, StringComparison.Ordinal)) throw new BenchException($"Wrong metadata at {host}: {body}");
        }
        return times;
    }

    private static string Curve(IEnumerable<Point> points, Func<Point, double> value) =>
        string.Join(", ", points.Select(p => $"{p.Tenants}: {value(p):0.0}"));
}
