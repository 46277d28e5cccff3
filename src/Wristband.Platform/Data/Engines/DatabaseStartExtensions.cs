namespace Wristband.Platform.Data.Engines;

/// <summary>The start of the database, for whoever starts a platform.</summary>
internal static class DatabaseStartExtensions
{
    /// <inheritdoc cref="DatabaseStart.ClaimAsync"/>
    public static Task ClaimDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<DatabaseStart>().ClaimAsync(cancellationToken);

    /// <inheritdoc cref="DatabaseStart.MigrateAsync"/>
    public static Task MigrateAsync(this IServiceProvider services, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<DatabaseStart>().MigrateAsync(cancellationToken);
}
