namespace Wristband.Platform.Users;

/// <summary>Registers what happens to users apart from their journeys.</summary>
internal static class UsersExtensions
{
    public static WebApplicationBuilder AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Activation>();
        builder.Services.AddHostedService<FormerAddresses>();
        return builder;
    }
}
