using Wristband.Platform.Applications;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Sessions;
using Wristband.Platform.Tenants;
using Wristband.Platform.Web;

namespace Wristband.Platform;

internal static class Program
{
    private static async Task Main(string[] args)
    {
        await using var app = Build(args);
        await app.Services.MigrateAsync();
        await app.Services.ApplySeedAsync();
        await app.RunAsync();
    }

    /// <summary>The whole platform, a room a line. Tests build it the same way and swap the server.</summary>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Program).Assembly.GetName().Name,
        });
        builder.AddWeb();
        builder.AddDevelopmentListeners();
        builder.AddData();
        builder.AddTenants();
        builder.AddApplications();
        builder.AddAudit();
        builder.AddSessions();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseWeb();
        app.UseTenantResolution();
        return app;
    }
}
