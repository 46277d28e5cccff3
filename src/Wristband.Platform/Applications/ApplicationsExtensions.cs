using Wristband.Platform.Http;

namespace Wristband.Platform.Applications;

/// <summary>Registers applications, their clients and the seed.</summary>
internal static class ApplicationsExtensions
{
    public static WebApplicationBuilder AddApplications(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Seed>();
        builder.Services.AddScoped<ApplicationLoginUrl>();
        builder.Services.AddScoped<UpdateApplication>();
        builder.Services.AddSingleton<ClientEnvFile>();
        return builder;
    }

    public static WebApplication MapApplications(this WebApplication app)
    {
        app.MapRead("/api/v1/clients/{clientId}/sdk-configuration", SdkConfiguration.AnswerAsync).RequireCors(CrossOrigin.PublicMetadata)
            .WithMetadata(new OnHostAttribute(HostKind.Application));
        return app;
    }
}
