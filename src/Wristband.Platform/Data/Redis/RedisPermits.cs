using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Redis;

/// <summary>
/// The buckets of all replicas, in Redis. While it is away, they are where they would be without it: everybody starts with a full bucket
/// there, and no limit is ever lifted.
/// </summary>
internal sealed class RedisPermits(
    RedisSource redis, RedisPresence presence, [FromKeyedServices(PermitStore.WithoutRedis)] PermitStore otherwise, TimeProvider time)
    : PermitStore
{
    private const string Prefix = "wristband:permits:";

    // One step, by the platform's clock, in microseconds. A bucket that is full again says nothing, so Redis forgets it then; that is also
    // why a clock that was ahead keeps nobody out for longer than the window. What is given back costs less than nothing.
    // Numbers are written out, because Lua would round them.
    private const string Take = """
        local now, cost, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now)) + cost
        if cost > 0 and full - now > window then return math.min(cost, full - now - window) end
        if full > now then
            redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', string.format('%.0f', math.ceil((full - now) / 1000)))
        else
            redis.call('DEL', KEYS[1])
        end
        return 0
        """;

    public override async ValueTask<TimeSpan?> TakeAsync(Limit bucket, RateLimit limit, string key)
    {
        if (!presence.IsThere || await AskAsync(KeyOf(bucket, key), PerPermit(limit), limit.Window) is not { } missing)
            return await otherwise.TakeAsync(bucket, limit, key);
        return missing == 0 ? null : TimeSpan.FromMicroseconds(missing);
    }

    public override async ValueTask GiveBackAsync(Limit bucket, RateLimit limit, string key)
    {
        // What Redis does not take back comes back to it by itself; the other place never gave it away.
        if (presence.IsThere) await AskAsync(KeyOf(bucket, key), -PerPermit(limit), limit.Window);
        else await otherwise.GiveBackAsync(bucket, limit, key);
    }

    /// <summary>Does what a limit does, and says so when Redis answers again.</summary>
    public async Task ProbeAsync()
    {
        if (await AskAsync(Prefix + "probe", TimeSpan.FromMicroseconds(1), TimeSpan.FromMinutes(1)) is not null) presence.Back();
    }

    private async Task<long?> AskAsync(RedisKey key, TimeSpan cost, TimeSpan window)
    {
        try
        {
            var database = await redis.DatabaseAsync();
            var now = time.GetUtcNow() - DateTimeOffset.UnixEpoch;
            var answer = await database.ScriptEvaluateAsync(
                Take, [key], [Microseconds(now), Microseconds(cost), Microseconds(window)], CommandFlags.DemandMaster)
                .WaitAsync(redis.Patience);
            return (long)answer;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            presence.Lost(failure);
            return null;
        }
    }

    // Keys of limits hold addresses of people and whatever a client calls itself; Redis needs neither.
    private static RedisKey KeyOf(Limit bucket, string key) =>
        $"{Prefix}{bucket}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    private static TimeSpan PerPermit(RateLimit limit) =>
        TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMicrosecond, limit.Window.Ticks / limit.Permits));

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
