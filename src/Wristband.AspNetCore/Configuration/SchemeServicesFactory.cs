using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.BackchannelLogout;
using Wristband.AspNetCore.Bearer;
using Wristband.AspNetCore.Callback;
using Wristband.AspNetCore.Health;
using Wristband.AspNetCore.Login;
using Wristband.AspNetCore.Logout;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Configuration;

/// <summary>The table of contents: what one configuration consists of, folder by folder.</summary>
internal static class SchemeServicesFactory
{
    public static SchemeServices Create(IServiceProvider application, SchemeNames names) => new(new ServiceCollection()
        .AddApplication(application)
        .AddSingleton(names)
        .AddSingleton(_ => application.GetRequiredService<IOptionsMonitor<WristbandOptions>>().Get(names.Name))
        .AddSingleton(p => OwnKeyRing.For(p.GetRequiredService<WristbandOptions>(), names, application))
        .AddSingleton<CookieRules>()
        .AddBackchannel()
        .AddTenancy()
        .AddSharing()
        .AddSessions()
        .AddTokens()
        .AddLogin()
        .AddCallback()
        .AddLogout()
        .AddBackchannelLogout()
        .AddBearer()
        .AddHealth()
        .BuildServiceProvider());

    /// <summary>What a configuration takes from the application. Instances, so that they do not end with the configuration.</summary>
    private static IServiceCollection AddApplication(this IServiceCollection services, IServiceProvider application) => services
        .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
        .AddSingleton(application.GetRequiredService<ILoggerFactory>())
        .AddSingleton(application.GetRequiredService<IHostEnvironment>())
        .AddSingleton(application.GetRequiredService<IHttpClientFactory>())
        .AddSingleton(application.GetRequiredService<IOptions<DataProtectionOptions>>())
        .AddSingleton(application.GetRequiredService<TimeProvider>())
        .AddSingleton(application.GetRequiredService<WristbandMetrics>())
        .AddSingleton(new ApplicationServices(application));
}
