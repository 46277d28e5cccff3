namespace Wristband.Platform.Credentials;

/// <summary>Registers passwords and one-time links.</summary>
internal static class CredentialsExtensions
{
    public static WebApplicationBuilder AddCredentials(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PasswordSettings>().BindConfiguration("Platform:Passwords").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<CommonPasswords>();
        services.AddSingleton<PasswordPolicy>();
        services.AddScoped<PasswordForm>();
        services.AddScoped<OneTimeLinks>();
        services.AddScoped<PasswordFromLink>();
        return builder;
    }
}
