using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Redis;

/// <summary>What a platform with a fake log says of its Redis.</summary>
internal static class RedisEvents
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static FakeLogCollector Log(this PlatformHost platform) => platform.Services.GetRequiredService<FakeLogCollector>();

    /// <summary>Waits until this was said, and returns it.</summary>
    public static async Task<string> SaidAsync(this PlatformHost platform, string name)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await foreach (var record in platform.Log().GetLogsAsync(patience.Token))
            if (record.Id.Name == name) return record.Message;
        throw new InvalidOperationException($"{name} was never said.");
    }

    public static int Count(this PlatformHost platform, string name) =>
        platform.Log().GetSnapshot().Count(record => record.Id.Name == name);
}
