namespace Wristband.AspNetCore.Tests.Soak;

/// <summary>Tests that watch the memory of the process; nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";

    /// <summary>What is still held when everything that can go is gone.</summary>
    internal static long MemoryInUse()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Does the work in two halves: what the second half adds is what goes on growing.</summary>
    internal static async Task ShouldStayFlatAsync(int times, Func<int, Task> work)
    {
        for (var i = 0; i < times / 2; i++) await work(i);
        var before = MemoryInUse();
        for (var i = times / 2; i < times; i++) await work(i);

        (MemoryInUse() - before).ShouldBeLessThan(4 * 1024 * 1024);
    }
}
