using Wristband.Bench.Results;
using Wristband.Bench.Running;

namespace Wristband.Bench;

/// <summary>Runs the rows that were asked for; one that fails is reported and the next one runs.</summary>
internal sealed class RowRunner(IReadOnlyCollection<string> wanted, Action<IReadOnlyList<Result>> keep)
{
    private static readonly TimeSpan LatestStart = TimeSpan.FromMinutes(9);
    private readonly List<Result> _results = [];
    private readonly long _begun = TimeProvider.System.GetTimestamp();

    public IReadOnlyList<Result> Results => _results;

    public bool Wants(params string[] names) => wanted.Count == 0 || names.Any(wanted.Contains);

    public Task RunAsync(string name, Func<Task<Result>> measure) => RunAsync(name, async () => new[] { await measure() });

    public async Task RunAsync(string name, Func<Task<Result[]>> measure)
    {
        if (!Wants(name)) return;
        if (TimeProvider.System.GetElapsedTime(_begun) > LatestStart)
        {
            _results.Add(Result.Failed(name, "Not run: ten minutes are over. Name the row to run it alone."));
            return;
        }
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            _results.AddRange(await measure());
        }
        catch (Exception problem) when (problem is BenchException or HttpRequestException or IOException or InvalidOperationException)
        {
            _results.Add(Result.Failed(name, problem.Message));
        }
        keep(_results);
        Console.WriteLine($"{name}: {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
    }
}
