using System.Security.Cryptography;
using NSec.Cryptography;

namespace Wristband.Bench.Load;

/// <summary>The hash of a login and nothing else, at the platform's default cost.</summary>
internal static class Argon2
{
    public const string Cost = "Argon2id, 19 MiB, t=2, p=1";
    private const string PagesSetting = "/sys/kernel/mm/transparent_hugepage/enabled";

    private static readonly PasswordBasedKeyDerivationAlgorithm Algorithm =
        PasswordBasedKeyDerivationAlgorithm.Argon2id(
            new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 19456, NumberOfPasses = 2 });

    /// <summary>Each hash takes 19 MiB of fresh memory from the kernel. In small pages that costs as much as the hash itself.</summary>
    public static string Pages => File.Exists(PagesSetting) && File.ReadAllText(PagesSetting).Contains("[always]", StringComparison.Ordinal)
        ? "memory in huge pages" : "memory in small pages";

    public static TimeSpan Once()
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var started = TimeProvider.System.GetTimestamp();
        Algorithm.DeriveBytes("opensesame-6002"u8, salt, 32);
        return TimeProvider.System.GetElapsedTime(started);
    }

    /// <summary>Hashes per second and core, all cores busy.</summary>
    public static async Task<double> PerSecondAndCoreAsync(TimeSpan duration)
    {
        var started = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() =>
        {
            var count = 0;
            for (; TimeProvider.System.GetElapsedTime(started) < duration; count++) Once();
            return count;
        })));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds / Environment.ProcessorCount;
    }
}
