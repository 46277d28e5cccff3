using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Sharing;

/// <summary>Where the application's distributed cache comes from, and a warning when it reaches no further than this process.</summary>
internal sealed partial class SharedCacheSource(
    WristbandOptions options, ApplicationServices application, IHostEnvironment environment, ILogger<SharedCache> logger)
{
    /// <summary>Null when the application keeps its sessions in cookies; then no cache is made.</summary>
    public IDistributedCache? Find()
    {
        if (options.SessionStore != WristbandSessionStore.DistributedCache) return null;
        var cache = application.Provider.GetRequiredService<IDistributedCache>();
        if (cache is MemoryDistributedCache && !environment.IsDevelopment()) Log.OnlyThisProcess(logger);
        return cache;
    }

    private static partial class Log
    {
        [LoggerMessage(1052, LogLevel.Warning, "WB1052 Sessions are kept in this process's memory: they end with it, and no other replica "
            + "knows them. With one replica that may be meant; else register a shared IDistributedCache, such as Redis.",
            EventName = "SessionStoreInMemory")]
        public static partial void OnlyThisProcess(ILogger logger);
    }
}
