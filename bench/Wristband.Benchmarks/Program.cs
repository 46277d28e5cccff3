using System.Text.Json;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Wristband.Benchmarks;

/// <summary>
/// The inner steps of a request, with BenchmarkDotNet. Writes name, nanoseconds and bytes to the file that is named first.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "wristband-benchmarks"));
        var rows = new[] { typeof(SdkSteps), typeof(PlatformSteps) }
            .SelectMany(type => BenchmarkRunner.Run(type, config).Reports)
            .Select(report => new
            {
                name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                nanoseconds = report.ResultStatistics?.Mean,
                bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase),
            }).ToList();
        File.WriteAllText(args[0], JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
        return rows.Count > 0 && rows.All(row => row.nanoseconds is not null) ? 0 : 1;
    }
}
