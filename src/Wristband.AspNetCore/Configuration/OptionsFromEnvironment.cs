using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// Fills the options from outside. For each of the three required values the more specific source wins: the section
/// <c>Wristband</c>, then the environment, then the <c>.env</c> file in the content root or the working directory.
/// </summary>
internal sealed class OptionsFromEnvironment(string name, IConfiguration configuration, IHostEnvironment environment)
    : IConfigureNamedOptions<WristbandOptions>, IPostConfigureOptions<WristbandOptions>
{
    public void Configure(WristbandOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? optionsName, WristbandOptions options)
    {
        if (optionsName != name) return;
        NeverNull(options);
        // There is one environment, and it names one client.
        if (name.Length > 0) return;
        var file = EnvironmentFile.Read(environment.ContentRootPath, Directory.GetCurrentDirectory());
        if (options.ApplicationVanityDomain.Length == 0) options.ApplicationVanityDomain = Value("APPLICATION_VANITY_DOMAIN", file);
        if (options.ClientId.Length == 0) options.ClientId = Value("CLIENT_ID", file);
        if (options.ClientSecret.Length == 0) options.ClientSecret = Value("CLIENT_SECRET", file);
    }

    public void PostConfigure(string? optionsName, WristbandOptions options)
    {
        if (optionsName != name) return;
        OnlyOnce(options.Scopes);
        NeverNull(options);
        options.AuthPath = options.AuthPath.TrimEnd('/');
    }

    /// <summary>Settings that name a default scope would add it a second time.</summary>
    private static void OnlyOnce(IList<string> scopes)
    {
        var distinct = scopes.Distinct().ToArray();
        scopes.Clear();
        foreach (var scope in distinct) scopes.Add(scope);
    }

    /// <summary>A <c>null</c> in a settings file is bound as such; it means that the value is missing.</summary>
    private static void NeverNull(WristbandOptions options)
    {
        options.ApplicationVanityDomain ??= "";
        options.ClientId ??= "";
        options.ClientSecret ??= "";
        options.AuthPath ??= "";
        options.DefaultReturnUrl ??= "";
    }

    private string Value(string key, IReadOnlyDictionary<string, string> file) =>
        (configuration[key] is { Length: > 0 } value ? value : file.GetValueOrDefault(key, "")).Trim();
}
