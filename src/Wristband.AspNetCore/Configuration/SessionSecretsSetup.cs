using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Wristband.AspNetCore.Configuration;

/// <summary>Hands the derived keys to the framework, unless the application brought a key ring of its own.</summary>
internal sealed class SessionSecretsSetup(IServiceProvider services, string name)
    : IPostConfigureOptions<KeyManagementOptions>, IPostConfigureOptions<DataProtectionOptions>
{
    public void PostConfigure(string? optionsName, KeyManagementOptions options)
    {
        if (options.XmlRepository is not null || Unvalidated() is not { SessionSecrets.Count: > 0 } wristband) return;
        options.XmlRepository = new SessionSecretKeys([.. wristband.SessionSecrets], wristband.ClientId);
        options.AutoGenerateKeys = false;
    }

    /// <summary>By default the framework ties payloads to the folder the application runs from, which differs between replicas.</summary>
    public void PostConfigure(string? optionsName, DataProtectionOptions options)
    {
        if (Unvalidated() is not { SessionSecrets.Count: > 0 } wristband) return;
        if (options.ApplicationDiscriminator == services.GetApplicationUniqueIdentifier())
            options.ApplicationDiscriminator = "wristband:" + wristband.ClientId;
    }

    /// <summary>Validation itself looks at the key ring; asking for validated options here would turn in a circle.</summary>
    private WristbandOptions Unvalidated()
    {
        var options = new WristbandOptions();
        foreach (var setup in services.GetServices<IConfigureOptions<WristbandOptions>>())
        {
            if (setup is IConfigureNamedOptions<WristbandOptions> named) named.Configure(name, options);
            else if (name == Options.DefaultName) setup.Configure(options);
        }
        return options;
    }
}
