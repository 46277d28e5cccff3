using StackExchange.Redis;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Redis;

/// <summary>Reads ConnectionStrings:Redis, with limits on how long anybody waits.</summary>
internal static class RedisSettings
{
    private const string Wanted = "Write 'redis.internal:6379,user=…,password=…,ssl=true'.";

    public static ConfigurationOptions Read(string text)
    {
        var options = Parse(text);
        // It is a help, never a condition: it may come later, and nobody waits in line for it to come back.
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(maxRetryElapsedTimeAllowedMilliseconds: 1000);
        if (!Says(text, "connectTimeout")) options.ConnectTimeout = 2000;
        if (!Says(text, "connectRetry")) options.ConnectRetry = 1;
        if (!Says(text, "asyncTimeout")) options.AsyncTimeout = 1000;
        if (!Says(text, "keepalive")) options.KeepAlive = 10;
        if (!Says(text, "name")) options.ClientName = "Wristband.Platform";
        options.IncludeDetailInExceptions = false;
        return options;
    }

    private static ConfigurationOptions Parse(string text)
    {
        try
        {
            var options = ConfigurationOptions.Parse(text);
            // The library takes all of an address as redis://user:password@host for the name of a host.
            if (options.EndPoints.Count > 0 && !text.Contains("://", StringComparison.Ordinal)) return options;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            // Its message may hold a part of what was written, and with it a password.
        }
        throw new RefusedStartException("WB2240: ConnectionStrings:Redis cannot be read. " + Wanted);
    }

    private static bool Says(string text, string key) =>
        text.Split(',').Any(part => part.TrimStart().StartsWith(key + "=", StringComparison.OrdinalIgnoreCase));
}
