using StackExchange.Redis;

namespace Wristband.Platform.Data.Redis;

/// <summary>Whether Redis answers. Who meets that it does not says so for all others, who then ask elsewhere at once.</summary>
internal sealed partial class RedisPresence(ILogger<RedisPresence> logger)
{
    private const int There = 0;
    private const int AwayAndNotSaid = 1;
    private const int AwayAndSaid = 2;
    private int _state;

    public bool IsThere => Volatile.Read(ref _state) == There;

    public void Lost(Exception failure)
    {
        var reason = Reason(failure);
        // Just after a failure the library may not know why; at the next attempt it does.
        if (reason is null && Interlocked.CompareExchange(ref _state, AwayAndNotSaid, There) == There) return;
        if (Interlocked.Exchange(ref _state, AwayAndSaid) != AwayAndSaid) Log.Lost(logger, reason ?? "no connection");
    }

    public void Back()
    {
        if (Interlocked.Exchange(ref _state, There) == AwayAndSaid) Log.IsBack(logger);
    }

    // Never the whole message: the library writes addresses and settings into it.
    private static string? Reason(Exception failure) => failure switch
    {
        TimeoutException => "no answer in time",
        RedisServerException refused => refused.Message.Split(' ').FirstOrDefault(word => word.All(char.IsAsciiLetterUpper)) ?? "ERR",
        { InnerException: RedisException cause } => Reason(cause),
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection } => null,
        RedisConnectionException broken => broken.FailureType.ToString(),
        _ => failure.GetType().Name,
    };

    private static partial class Log
    {
        [LoggerMessage(
            2241, LogLevel.Warning,
            "WB2241: Redis does not answer ({Reason}). Until it does, limits are counted where they are without it.",
            EventName = "RedisLost")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(2242, LogLevel.Information, "Redis answers again, and limits are counted there", EventName = "RedisBack")]
        public static partial void IsBack(ILogger logger);
    }
}
