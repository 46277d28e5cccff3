namespace Wristband.Platform.Background;

/// <summary>Registers the work that belongs to no feature: what is old goes.</summary>
internal static class BackgroundExtensions
{
    public static WebApplicationBuilder AddBackground(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration("Platform:Retention")
            .Validate(RetentionOptions.AreUsable, RetentionOptions.Problem).ValidateOnStart();
        builder.Services.AddSingleton<DeliveryMetrics>();
        builder.Services.AddHostedService<QueueDepths>();
        builder.Services.AddSingleton<Retention>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        return builder;
    }
}
