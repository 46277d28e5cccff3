using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>Worlds whose sessions are kept in a cache.</summary>
internal static class StoredWorld
{
    public static Task<SdkWorld> StartAsync(IDistributedCache cache, Action<SdkWorldSetup>? setup = null) => SdkWorld.StartAsync(s =>
    {
        s.Settings["Wristband:SessionStore"] = "DistributedCache";
        setup?.Invoke(s);
        var more = s.Before;
        s.Before = builder =>
        {
            builder.Services.AddSingleton(cache);
            more(builder);
        };
    });

    /// <summary>Another process of the same application: same secrets, cache, platform and clock, and nothing else in common.</summary>
    public static Task<SdkWorld> ReplicaAsync(this SdkWorld first, IDistributedCache cache, Action<SdkWorldSetup>? setup = null) =>
        StartAsync(cache, s =>
    {
        (s.Platform, s.Clock) = (first.Platform, first.Clock);
        setup?.Invoke(s);
    });

    /// <summary>A script's request with the first world's cookies, answered by this replica; the browser keeps what comes back.</summary>
    public static async Task<HttpResponseMessage> FetchAtAsync(this SdkWorld first, SdkWorld replica, string path)
    {
        var app = new Uri(SdkWorld.App);
        var response = await replica.SendRawAsync(HttpMethod.Get, path, ("Cookie", first.Browser.Cookies.Header(app) ?? ""));
        if (response.Headers.TryGetValues("Set-Cookie", out var lines)) first.Browser.Cookies.Store(app, lines);
        return response;
    }
}
