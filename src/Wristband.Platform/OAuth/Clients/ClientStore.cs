using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using Wristband.Platform.Http;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// The clients of the application whose host was asked, as OpenIddict's own checks see them. A client of another application
/// does not exist here, so no endpoint can forget to refuse it (P-08, P-18).
/// </summary>
internal sealed partial class ClientStore(ClientCache clients, IHttpContextAccessor http) : IOpenIddictApplicationStore<OAuthClient>
{
    private const char Separator = ' ';

    public ValueTask<OAuthClient?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken) =>
        http.HttpContext?.FindHost()?.Application is { } application
            ? clients.FindAsync(application.Id, identifier, cancellationToken)
            : default;

    public ValueTask<OAuthClient?> FindByIdAsync(string identifier, CancellationToken cancellationToken) =>
        FindByClientIdAsync(identifier, cancellationToken);

    public ValueTask<string?> GetIdAsync(OAuthClient application, CancellationToken cancellationToken) => new(application.Id);

    public ValueTask<string?> GetClientIdAsync(OAuthClient application, CancellationToken cancellationToken) => new(application.Id);

    public ValueTask<string?> GetClientTypeAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new(ClientRules.ConfidentialityOf(application));

    /// <summary>All active hashes; <see cref="ClientManager"/> takes them apart.</summary>
    public ValueTask<string?> GetClientSecretAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new(string.Join(Separator, application.SecretHashes));

    public ValueTask<ImmutableArray<string>> GetPermissionsAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new(ClientRules.PermissionsOf(application));

    public ValueTask<ImmutableArray<string>> GetRedirectUrisAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new([.. application.RedirectUris]);

    public ValueTask<string?> GetApplicationTypeAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new(OpenIddictConstants.ApplicationTypes.Web);

    public ValueTask<string?> GetDisplayNameAsync(OAuthClient application, CancellationToken cancellationToken) => new(application.Name);

    public ValueTask<string?> GetConsentTypeAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new(OpenIddictConstants.ConsentTypes.Implicit);

    public ValueTask<ImmutableArray<string>> GetRequirementsAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new(ClientRules.NeedsProofKey(application) ? [OpenIddictConstants.Requirements.Features.ProofKeyForCodeExchange] : []);

    public ValueTask<ImmutableDictionary<CultureInfo, string>> GetDisplayNamesAsync(
        OAuthClient application, CancellationToken cancellationToken) =>
        new(ImmutableDictionary<CultureInfo, string>.Empty);

    public ValueTask<JsonWebKeySet?> GetJsonWebKeySetAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new((JsonWebKeySet?)null);

    public ValueTask<ImmutableArray<string>> GetPostLogoutRedirectUrisAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new([]);

    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(
        OAuthClient application, CancellationToken cancellationToken) =>
        new(ImmutableDictionary<string, JsonElement>.Empty);

    public ValueTask<ImmutableDictionary<string, string>> GetSettingsAsync(OAuthClient application, CancellationToken cancellationToken) =>
        new(ImmutableDictionary<string, string>.Empty);
}
