using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Tenants;

/// <summary>Registers tenants and the lookup of hosts.</summary>
internal static class TenantsExtensions
{
    public static WebApplicationBuilder AddTenants(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HostTable>();
        builder.Services.AddSingleton<IRowCache>(provider => provider.GetRequiredService<HostTable>());
        builder.Services.AddHostedService<HostPreload>();
        builder.Services.AddScoped<TenantCreation>();
        builder.Services.AddScoped<TenantFields>();
        builder.Services.AddScoped<CreateTenant>();
        builder.Services.AddScoped<UpdateTenant>();
        builder.Services.AddScoped<DeleteTenant>();
        return builder;
    }

    public static WebApplication UseTenantResolution(this WebApplication app)
    {
        app.UseMiddleware<TenantResolution>();
        return app;
    }

    public static WebApplication MapTenants(this WebApplication app)
    {
        app.MapPost("/api/v1/custom-domains/validate", CustomDomainValidation.AnswerAsync).RequireCors(CrossOrigin.ApplicationOrigins)
            .WithMetadata(new OnHostAttribute(HostKind.Application));
        return app;
    }
}
