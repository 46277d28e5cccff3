using Microsoft.Extensions.Configuration.KeyPerFile;

namespace Wristband.Platform.Startup;

/// <summary>
/// Settings from files, one file a setting, the way containers hand out secrets: "Platform__Smtp__Password" holds that password.
/// </summary>
internal static class SecretFiles
{
    private const string Setting = "Platform:SecretsDirectory";

    /// <summary>Reads the files, once.</summary>
    public static WebApplicationBuilder AddSecretFiles(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.Sources.OfType<KeyPerFileConfigurationSource>().Any()) return builder;
        if (builder.Configuration[Setting] is not { Length: > 0 } directory) return builder;
        if (!Directory.Exists(directory))
            throw new RefusedStartException($"WB2035: {Setting} '{directory}' does not exist. Create it, or remove the setting.");
        builder.Configuration.AddKeyPerFile(Path.GetFullPath(directory), optional: false);
        return builder;
    }
}
