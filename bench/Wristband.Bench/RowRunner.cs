using Wristband.Bench.Results;
using Wristband.Bench.Running;

namespace Wristband.Bench;

/// <summary>Runs the rows that were asked for; one that fails is reported and the next one runs.</summary>
internal sealed class RowRunner(IReadOnlyCollection<string> wanted)
{
    private readonly List<Result> _results = [];

    public IReadOnlyList<Result> Results => _results;

    public bool Wants(params string[] names) => wanted.Count == 0 || names.Any(wanted.Contains);

    public Task RunAsync(string name, Func<Task<Result>> measure) => RunAsync(name, async () => new[] { await measure() });

    public async Task RunAsync(string name, Func<Task<Result[]>> measure)
    {
        if (!Wants(name)) return;
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            _results.AddRange(await measure());
        }
        catch (Exception problem) when (problem is BenchException or HttpRequestException or IOException or InvalidOperationException)
        {
            _results.Add(Result.Failed(name, problem.Message));
        }
        Console.WriteLine($"{name}: {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
    }
}
