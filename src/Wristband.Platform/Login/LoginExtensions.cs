namespace Wristband.Platform.Login;

/// <summary>Registers signing in at a tenant, and finding the tenant first.</summary>
internal static class LoginExtensions
{
    public static WebApplicationBuilder AddLogin(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<SignInGuard>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<LoginEntrance>();
        services.AddScoped<LoginWords>();
        services.AddSingleton<TypedAddress>();
        services.AddScoped<TenantDiscovery>();
        services.AddScoped<Discovery>();
        services.AddScoped<DiscoveryMail>();
        services.AddScoped<DiscoveryTarget>();
        services.AddScoped<RememberedTenants>();
        return builder;
    }
}
