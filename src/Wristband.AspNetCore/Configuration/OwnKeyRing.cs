using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// A key ring for one named configuration, filled from its own secrets. The framework's ring is the application's, and there is only
/// one; two configurations could not both fill it, and would read each other's cookies if they did (S-92).
/// </summary>
internal sealed class OwnKeyRing : IDataProtectionProvider, IDisposable
{
    private readonly ServiceProvider _services;
    private readonly IDataProtectionProvider _ring;

    public OwnKeyRing(IReadOnlyList<string> secrets, string clientId)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(SessionSecretsSetup.DiscriminatorOf(clientId));
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new SessionSecretKeys([.. secrets], clientId);
            options.AutoGenerateKeys = false;
        });
        _services = services.BuildServiceProvider();
        _ring = _services.GetRequiredService<IDataProtectionProvider>();
    }

    public IDataProtector CreateProtector(string purpose) => _ring.CreateProtector(purpose);

    public void Dispose() => _services.Dispose();

    /// <summary>The ring of this configuration: its own when it is named and has secrets, else the application's.</summary>
    public static IDataProtectionProvider For(WristbandOptions options, SchemeNames names, IServiceProvider application) =>
        names.Name.Length > 0 && options.SessionSecrets.Count > 0
            ? new OwnKeyRing([.. options.SessionSecrets], options.ClientId)
            : application.GetRequiredService<IDataProtectionProvider>();
}
