namespace Wristband.Platform.Users;

/// <summary>Registers what happens to users apart from their journeys.</summary>
internal static class UsersExtensions
{
    public static WebApplicationBuilder AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Activation>();
        builder.Services.AddScoped<UserCreation>();
        builder.Services.AddScoped<UserFields>();
        builder.Services.AddScoped<UserGuard>();
        builder.Services.AddScoped<UserDeparture>();
        builder.Services.AddScoped<CreateUser>();
        builder.Services.AddScoped<UpdateUser>();
        builder.Services.AddScoped<DeleteUser>();
        builder.Services.AddScoped<EndUserSessions>();
        builder.Services.AddScoped<RevokeUserRefreshTokens>();
        builder.Services.AddHostedService<FormerAddresses>();
        return builder;
    }
}
