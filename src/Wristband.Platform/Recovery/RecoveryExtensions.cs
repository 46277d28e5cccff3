namespace Wristband.Platform.Recovery;

/// <summary>Registers the way back in for somebody who forgot their password.</summary>
internal static class RecoveryExtensions
{
    public static WebApplicationBuilder AddRecovery(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ResetRequest>();
        builder.Services.AddScoped<PasswordReset>();
        return builder;
    }
}
