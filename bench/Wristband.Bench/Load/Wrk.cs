using System.Globalization;
using System.Text.Json;
using Wristband.Bench.Running;

namespace Wristband.Bench.Load;

/// <summary>What one run of wrk saw.</summary>
internal sealed record WrkResult(
    double Seconds, long Requests, long Good, long Bad, long Non2xx, long SocketErrors, double P50, double P95, double P99, string Problem)
{
    public double PerSecond => Good / Seconds;
}

/// <summary>What to send where; the variables are read by the scripts in bench/wrk.</summary>
internal sealed record Target(
    string Name, int Port, string Path, string Script, IReadOnlyDictionary<string, string> Variables, bool OneConnectionPerThread = false);

/// <summary>Debian's wrk. A single wrong answer makes the run worthless, so it throws.</summary>
internal sealed class Wrk(Workspace workspace)
{
    private const int Connections = 32;

    public async Task<WrkResult> RunAsync(Target target, int seconds)
    {
        var folder = Path.Combine(workspace.Bench, "wrk");
        var threads = target.OneConnectionPerThread ? Connections : 2;
        var variables = new Dictionary<string, string>(target.Variables) { ["BENCH_WRK"] = folder };
        var output = await Tool.RunAsync(
            "wrk",
            [Invariant($"-t{threads}"), Invariant($"-c{Connections}"), Invariant($"-d{seconds}s"), "--timeout", "10s", "-s",
                Path.Combine(folder, target.Script),
             Invariant($"http://127.0.0.1:{target.Port}{target.Path}")],
            variables);
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith("BENCH ", StringComparison.Ordinal))
            ?? throw new BenchException($"wrk did not report: {output}");
        var result = JsonSerializer.Deserialize<WrkResult>(line["BENCH ".Length..], JsonSerializerOptions.Web)!;
        if (result.Good == 0 || result.Bad + result.Non2xx + result.SocketErrors > 0)
            throw new BenchException(
                $"{target.Name}: {result.Bad} wrong answers, {result.SocketErrors} socket " +
                    $"errors, {result.Good} good ones. First: {result.Problem}");
        return result;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
