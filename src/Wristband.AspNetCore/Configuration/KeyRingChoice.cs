using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// Where the keys of all cookies come from: the key ring that the application configured, else secrets in configuration, else, in
/// Development only, the framework's files. It looks at the finished registrations, so their order cannot matter (S-05).
/// </summary>
internal sealed class KeyRingChoice(IServiceProvider services, IHostEnvironment environment)
{
    private const int MostSecrets = 3;
    private const int ShortestSecret = 32;
    private const int FewestDifferentCharacters = 12;

    public IEnumerable<string> Problems(string name, WristbandOptions options)
    {
        var secrets = options.SessionSecrets;
        if (secrets.Count > MostSecrets || secrets.Any(IsWeak))
            yield return "WB1018 SessionSecrets holds at most three secrets of at least 32 random characters each. "
                + "'openssl rand -base64 48' makes one.";
        var provider = services.GetService<IDataProtectionProvider>();
        var isForgetful = provider is EphemeralDataProtectionProvider;
        var configured = !isForgetful && IsConfigured(provider, orBySecrets: name.Length > 0);
        // The secrets of a named configuration fill a ring of its own, beside whatever the application has.
        if (name.Length == 0 && secrets.Count > 0 && (configured || isForgetful))
            yield return "WB1019 Both SessionSecrets and a data-protection key ring are configured, and only one can hold the keys. Remove "
                + "SessionSecrets, or the PersistKeysTo call (or own IDataProtectionProvider).";
        if (secrets.Count == 0 && !configured && !environment.IsDevelopment())
            yield return "WB1020 There are no keys for session cookies that would survive a restart or be shared by replicas. Set "
                + "'Wristband:SessionSecrets:0' to a random secret, or configure a key ring, e.g. "
                + "services.AddDataProtection().PersistKeysToDbContext<...>().";
    }

    private bool IsConfigured(IDataProtectionProvider? provider, bool orBySecrets)
    {
        var isFrameworks = provider is not null && provider.GetType().Assembly == typeof(IKeyManager).Assembly;
        if (!isFrameworks) return true;
        var repository = services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository;
        return repository is SessionSecretKeys ? orBySecrets : repository is not null;
    }

    private static bool IsWeak(string secret) => secret.Length < ShortestSecret || secret.Distinct().Count() < FewestDifferentCharacters;
}
