using Wristband.Bench.Results;

namespace Wristband.Bench.Load;

/// <summary>Ours, peer, ours, peer: neighbours on the machine disturb both sides alike. Medians are compared.</summary>
internal sealed class Paired(Wrk wrk, int rounds, int seconds)
{
    private const int WarmUpSeconds = 5;

    public string Conditions =>
        $"32 connections, {rounds} rounds of {seconds} s each way after {WarmUpSeconds} s warm-up, medians; wrk on the same cores; every " +
            $"answer checked";

    public async Task<(double Ours, double Peer)> RunAsync(Func<Task<Target>> ours, Func<Task<Target>> peer)
    {
        await wrk.RunAsync(await ours(), WarmUpSeconds);
        await wrk.RunAsync(await peer(), WarmUpSeconds);
        var (left, right) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            left.Add((await wrk.RunAsync(await ours(), seconds)).PerSecond);
            right.Add((await wrk.RunAsync(await peer(), seconds)).PerSecond);
        }
        return (Median.Of(left), Median.Of(right));
    }
}
