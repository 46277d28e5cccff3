using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Wristband.Platform.Data;

/// <summary>Registers what the model needs on every database engine; the engine registers itself.</summary>
internal static class DataExtensions
{
    public static WebApplicationBuilder AddData(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IInterceptor, TroubleInterceptor>();
        builder.Services.AddSingleton<IInterceptor, ForgetChangedRows>();
        builder.Services.AddSingleton<DatabaseHealth>();
        builder.Services.AddScoped<TenantScope>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return builder;
    }

    /// <summary>
    /// What no interceptor of the framework sees, such as a connection that breaks while rows are read, is answered as what it is.
    /// </summary>
    public static WebApplication UseDatabaseTrouble(this WebApplication app)
    {
        var trouble = app.Services.GetRequiredService<DatabaseTrouble>();
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception failure) when (failure is not DatabaseUnavailableException && trouble.Explain(failure) is { } explained)
            {
                throw explained;
            }
        });
        return app;
    }
}
