using System.Text.Json;
using Wristband.Bench.Results;
using Wristband.Bench.Running;

namespace Wristband.Bench.Rows;

/// <summary>BenchmarkDotNet's figures for the inner steps.</summary>
internal static class Micro
{
    private sealed record Step(string Name, double Nanoseconds, long Bytes);

    public static async Task<Result[]> MeasureAsync(Workspace workspace)
    {
        var file = workspace.File("micro.json");
        await Tool.RunAsync("dotnet", [workspace.Dll("Wristband.Benchmarks"), file]);
        return [.. JsonSerializer.Deserialize<List<Step>>(await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!
            .Select(step =>
                Result.Alone(
                    $"micro-{step.Name}", step.Nanoseconds / 1000, "us per operation",
                    $"{step.Bytes} bytes allocated; BenchmarkDotNet short run"))];
    }
}
