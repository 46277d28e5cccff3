namespace Wristband.Platform.Signup;

/// <summary>Registers signing up: a new workspace with its owner, or a person joining a workspace.</summary>
internal static class SignupExtensions
{
    public static WebApplicationBuilder AddSignup(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<NewUsers>();
        services.AddScoped<TenantSignup>();
        services.AddScoped<SignupJourney>();
        services.AddScoped<UserSignup>();
        services.AddScoped<VerificationMail>();
        services.AddScoped<VerificationResend>();
        services.AddScoped<EmailVerification>();
        services.AddSingleton<UnverifiedTenants>();
        services.AddHostedService(provider => provider.GetRequiredService<UnverifiedTenants>());
        return builder;
    }
}
