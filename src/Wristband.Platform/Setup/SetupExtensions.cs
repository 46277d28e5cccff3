namespace Wristband.Platform.Setup;

/// <summary>Registers what makes an empty platform usable.</summary>
internal static class SetupExtensions
{
    public static WebApplicationBuilder AddSetup(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<PlatformSetup>();
        builder.Services.AddScoped<Workspace>();
        builder.Services.AddSingleton<SetupLink>();
        builder.Services.AddHostedService<SetupReminder>();
        return builder;
    }

    /// <summary>Before the host is looked up: an empty platform knows none.</summary>
    public static WebApplication UseSetup(this WebApplication app)
    {
        app.UseMiddleware<EmptyPlatform>();
        return app;
    }
}
