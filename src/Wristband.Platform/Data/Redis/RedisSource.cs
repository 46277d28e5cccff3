using StackExchange.Redis;

namespace Wristband.Platform.Data.Redis;

/// <summary>The connection to Redis: made when it is first needed, then kept, and found again by itself.</summary>
internal sealed class RedisSource(ConfigurationOptions options) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connection;

    /// <summary>How long anybody waits for an answer.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(options.AsyncTimeout);

    public async Task<IDatabase> DatabaseAsync() => (await ConnectionAsync()).GetDatabase();

    public async ValueTask DisposeAsync()
    {
        if (_connection is null) return;
        try
        {
            var made = await _connection.WaitAsync(Patience);
            await made.DisposeAsync();
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            // It never came about.
        }
    }

    private Task<ConnectionMultiplexer> ConnectionAsync()
    {
        lock (_lock)
        {
            // One that never came about is tried again: where sentinels are asked, one has to know the primary first.
            if (_connection is null or { IsCompleted: true, IsCompletedSuccessfully: false }) _connection = ConnectAsync();
            return _connection;
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        if (string.IsNullOrEmpty(options.ServiceName)) return await ConnectionMultiplexer.ConnectAsync(options);
        // In two steps, because the library leaves the connection to the sentinels open when the second one fails.
        var sentinels = await ConnectionMultiplexer.SentinelConnectAsync(options);
        try
        {
            return sentinels.GetSentinelMasterConnection(options);
        }
        catch
        {
            await sentinels.DisposeAsync();
            throw;
        }
    }
}
