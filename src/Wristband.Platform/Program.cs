using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Wristband.Platform.Applications;
using Wristband.Platform.Audit;
using Wristband.Platform.Background;
using Wristband.Platform.Branding;
using Wristband.Platform.Cli;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Data.Postgres;
using Wristband.Platform.Data.Redis;
using Wristband.Platform.Data.Sqlite;
using Wristband.Platform.Email;
using Wristband.Platform.Forms;
using Wristband.Platform.Http;
using Wristband.Platform.Login;
using Wristband.Platform.Management;
using Wristband.Platform.OAuth;
using Wristband.Platform.OAuth.Logout;
using Wristband.Platform.Permissions;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Recovery;
using Wristband.Platform.Roles;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.Platform.Setup;
using Wristband.Platform.Signup;
using Wristband.Platform.Startup;
using Wristband.Platform.Telemetry;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform;

internal static class Program
{
    private static Task<int> Main(string[] args) => PlatformCommand.RunAsync(args, ServeAsync, () => Build([], LogToStandardError));

    private static async Task<int> ServeAsync(string[] args)
    {
        await using var app = Build(args);
        await app.Services.ClaimDatabaseAsync();
        await app.Services.MigrateAsync();
        await app.Services.ApplySeedAsync();
        await app.Services.AddPredefinedRolesAsync();
        // Starting leaves garbage that an idle process would sit on until people come: 20 MB, an eighth of what it takes.
        app.Lifetime.ApplicationStarted.Register(
            () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
        await app.RunAsync();
        return 0;
    }

    // What a command prints is for programs to read; what it has to say besides is not.
    private static void LogToStandardError(WebApplicationBuilder builder) =>
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);

    /// <summary>The whole platform, a feature folder a line. Tests build it the same way and swap the server.</summary>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Program).Assembly.GetName().Name,
        });
        // Before anything asks for a setting: which engine keeps the rows may be said by a file as well.
        builder.AddSecretFiles();
        builder.AddHttp();
        builder.AddDevelopmentListeners();
        if (DatabaseEngines.Of(builder.Configuration) == DatabaseEngine.Postgres) builder.AddPostgres();
        else builder.AddSqlite().AddMoveToPostgres();
        builder.AddData();
        builder.AddSecurity();
        builder.AddForms();
        builder.AddBackground();
        builder.AddTenants();
        builder.AddApplications();
        builder.AddUsers();
        builder.AddPermissions();
        builder.AddRoles();
        builder.AddAudit();
        builder.AddBranding();
        builder.AddCredentials();
        builder.AddEmail();
        builder.AddSessions();
        builder.AddLogin();
        builder.AddSignup();
        builder.AddRecovery();
        builder.AddSetup();
        builder.AddOAuth();
        builder.AddLogout();
        builder.AddManagement();
        configure?.Invoke(builder);
        // For who names the directory there.
        builder.AddSecretFiles();
        // Last: whether there is a Redis, and whether anything is watched, stands in the settings.
        builder.AddRedisPermits();
        builder.AddTelemetry();

        var app = builder.Build();
        // Before anything reads a setting: all mistakes at once.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        Route(app);
        return app;
    }

    /// <summary>What happens to a request, in order, and who answers it.</summary>
    private static void Route(WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseHealth();
        app.UseErrorPages();
        app.UseDatabaseTrouble();
        app.UseAssets();
        app.UseSetup();
        app.UseTenantResolution();
        app.UseLanguages();
        app.UsePages();
        app.MapBranding();
        app.MapLogin();
        app.MapEmail();
        app.MapOAuth();
        app.MapLogout();
        app.MapApplications();
        app.MapTenants();
        app.MapManagement();
    }
}
