using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// Hands the keys derived from the default configuration's secrets to the framework, unless the application brought a key ring of its own.
/// </summary>
internal sealed class SessionSecretsSetup(IServiceProvider services)
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
            options.ApplicationDiscriminator = DiscriminatorOf(wristband.ClientId);
    }

    public static string DiscriminatorOf(string clientId) => "wristband:" + clientId;

    private WristbandOptions Unvalidated() => RawOptions.Of(services, Options.DefaultName);
}
