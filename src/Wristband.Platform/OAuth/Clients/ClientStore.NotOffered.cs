using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// What OpenIddict's interface has for management screens. Clients are managed through the Applications folder and its own model,
/// so the server never gets here; if it ever does, it must fail loudly instead of acting on an incomplete client.
/// </summary>
internal sealed partial class ClientStore
{
    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask<long> CountAsync<TResult>(
        Func<IQueryable<OAuthClient>, IQueryable<TResult>> query, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask CreateAsync(OAuthClient application, CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask DeleteAsync(OAuthClient application, CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask UpdateAsync(OAuthClient application, CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask<OAuthClient> InstantiateAsync(CancellationToken cancellationToken) => throw NotOffered();

    public IAsyncEnumerable<OAuthClient> FindByPostLogoutRedirectUriAsync(string uri, CancellationToken cancellationToken) =>
        throw NotOffered();

    public IAsyncEnumerable<OAuthClient> FindByRedirectUriAsync(string uri, CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask<TResult?> GetAsync<TState, TResult>(
        Func<IQueryable<OAuthClient>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw NotOffered();

    public IAsyncEnumerable<OAuthClient> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw NotOffered();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(
        Func<IQueryable<OAuthClient>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetApplicationTypeAsync(OAuthClient application, string? type, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetClientIdAsync(OAuthClient application, string? identifier, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetClientSecretAsync(OAuthClient application, string? secret, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetClientTypeAsync(OAuthClient application, string? type, CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask SetConsentTypeAsync(OAuthClient application, string? type, CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask SetDisplayNameAsync(OAuthClient application, string? name, CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask SetDisplayNamesAsync(
        OAuthClient application, ImmutableDictionary<CultureInfo, string> names, CancellationToken cancellationToken) => throw NotOffered();

    public ValueTask SetJsonWebKeySetAsync(OAuthClient application, JsonWebKeySet? set, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetPermissionsAsync(
        OAuthClient application, ImmutableArray<string> permissions, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetPostLogoutRedirectUrisAsync(
        OAuthClient application, ImmutableArray<string> uris, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetPropertiesAsync(
        OAuthClient application, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetRedirectUrisAsync(OAuthClient application, ImmutableArray<string> uris, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetRequirementsAsync(
        OAuthClient application, ImmutableArray<string> requirements, CancellationToken cancellationToken) =>
        throw NotOffered();

    public ValueTask SetSettingsAsync(
        OAuthClient application, ImmutableDictionary<string, string> settings, CancellationToken cancellationToken) =>
        throw NotOffered();

    private static NotSupportedException NotOffered() =>
        new("Clients are managed through the Applications folder, not through OpenIddict.");
}
