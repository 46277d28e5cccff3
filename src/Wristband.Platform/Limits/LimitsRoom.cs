namespace Wristband.Platform.Limits;

/// <summary>Registers how often things may be tried.</summary>
internal static class LimitsRoom
{
    public static WebApplicationBuilder AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration("Platform:RateLimits")
            .Validate(RateLimitOptions.AreUsable, RateLimitOptions.Problem).ValidateOnStart();
        builder.Services.AddSingleton<RateLimits>();
        return builder;
    }
}
