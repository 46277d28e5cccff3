namespace Wristband.Platform.Applications;

/// <summary>Registers applications, their clients and the seed.</summary>
internal static class ApplicationsRoom
{
    public static WebApplicationBuilder AddApplications(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Seed>();
        builder.Services.AddScoped<LoginEndpoint>();
        builder.Services.AddScoped<SignInTargets>();
        builder.Services.AddSingleton<ClientEnvFile>();
        return builder;
    }
}
