namespace Wristband.Platform.Credentials;

/// <summary>Registers passwords, the lockout and one-time links.</summary>
internal static class CredentialsRoom
{
    public static WebApplicationBuilder AddCredentials(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PasswordSettings>().BindConfiguration("Platform:Passwords").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<CommonPasswords>();
        services.AddSingleton<PasswordPolicy>();
        services.AddSingleton<KnownDevice>();
        services.AddScoped<Lockout>();
        services.AddScoped<OneTimeLinks>();
        return builder;
    }
}
