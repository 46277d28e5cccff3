namespace Wristband.Platform.Data;

/// <summary>Registers what the model needs on every database engine; the engine registers itself.</summary>
internal static class DataExtensions
{
    public static WebApplicationBuilder AddData(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WriteLock>();
        builder.Services.AddSingleton<TroubleInterceptor>();
        builder.Services.AddSingleton<DatabaseHealth>();
        builder.Services.AddScoped<TenantScope>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return builder;
    }
}
