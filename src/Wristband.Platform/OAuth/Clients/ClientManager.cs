using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using Wristband.Platform.Security;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// Checks client secrets our way: SHA-256 of 256 random bits, two of them active during a rotation, compared in constant time.
/// </summary>
internal sealed class ClientManager(
    IOpenIddictApplicationCache<OAuthClient> cache,
    ILogger<OpenIddictApplicationManager<OAuthClient>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OAuthClient> store) : OpenIddictApplicationManager<OAuthClient>(cache, logger, options, store)
{
    protected override ValueTask<bool> ValidateClientSecretAsync(
        string secret, string comparand, CancellationToken cancellationToken = default) =>
        new(SecretToken.Matches(secret, comparand.Split(' ')));
}
