using Microsoft.Extensions.Options;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Security;

namespace Wristband.Platform.Applications;

/// <summary>
/// Writes the three values that an SDK needs into the data directory (mode 0600). The database holds only a hash of the secret,
/// so when the file is gone or stale a new secret is issued beside the old one.
/// </summary>
internal sealed class ClientEnvFile(IOptions<PlatformOptions> options)
{
    private const int MostActiveSecrets = 2;
    private const string SecretKey = "CLIENT_SECRET=";

    public void EnsureSecret(Application application, OAuthClient client, string fileName)
    {
        var path = Path.Combine(options.Value.DataDirectory, Path.GetFileName(fileName));
        if (ReadSecret(path) is { } known && SecretToken.Matches(known, client.SecretHashes)) return;

        var secret = SecretToken.New();
        client.SecretHashes = [.. client.SecretHashes.TakeLast(MostActiveSecrets - 1), SecretToken.Hash(secret)];
        var origin = options.Value.Origins()[0];
        PrivateFile.Write(path, $"""
            APPLICATION_VANITY_DOMAIN={origin.At(application.HostName)}
            CLIENT_ID={client.Id}
            {SecretKey}{secret}
            {ForOtherSdks(application, options.Value.Origins())}
            """);
    }

    // SDKs of others put "https://" in front themselves, so what they get is a host and a port that speaks TLS.
    private static string ForOtherSdks(Application application, IReadOnlyList<PublicOrigin> origins) =>
        origins.FirstOrDefault(o => o.IsHttps) is not { } secure
            ? ""
            : $"""

            # For Wristband's own SDKs, which always use https: this line in place of the first (docs/official-sdks.md).
            # APPLICATION_VANITY_DOMAIN={secure.AuthorityOf(application.HostName)}

            """;

    private static string? ReadSecret(string path) =>
        File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(SecretKey, StringComparison.Ordinal))?[SecretKey.Length..].Trim()
            : null;
}
