using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Authorization;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Exchange;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.OAuth.Metadata;
using Wristband.Platform.OAuth.Revocation;
using Wristband.Platform.OAuth.TokenStore;
using Wristband.Platform.OAuth.UserInfo;
using Wristband.Platform.Web;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth;

/// <summary>Registers the protocol engine: OpenIddict reads, checks and answers requests; the handlers listed here decide.</summary>
internal static class OAuthRoom
{
    public static WebApplicationBuilder AddOAuth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddSingleton<SqliteTokenStore>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<ClientCache>();
        services.AddSingleton<ForgetChangedClients>();
        services.ConfigureDbContext<PlatformDbContext>((provider, options) => options.AddInterceptors(provider.GetRequiredService<ForgetChangedClients>()));
        services.AddHostedService<KeyRotation>();
        services.AddHostedService<TokenPruning>();
        services.AddAuthentication();
        services.AddOpenIddict().AddCore(ConfigureClients).AddServer(Configure);
        return builder;
    }

    public static WebApplication UseOAuth(this WebApplication app)
    {
        app.UseAuthentication();
        return app;
    }

    public static WebApplication MapOAuth(this WebApplication app)
    {
        app.MapGet(OAuthPaths.Jwks, Jwks.WriteAsync).WithMetadata(new OnHostAttribute(HostKind.Application));
        app.MapGet(OAuthPaths.Discovery, DiscoveryDocument.WriteAsync).WithMetadata(new OnHostAttribute(HostKind.Application, HostKind.Tenant));
        return app;
    }

    private static void ConfigureClients(OpenIddictCoreBuilder core) => core
        .SetDefaultApplicationEntity<OAuthClient>()
        .ReplaceApplicationStore<OAuthClient, ClientStore>()
        .ReplaceApplicationManager<OAuthClient, ClientManager>()
        .DisableEntityCaching();

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris(OAuthPaths.Authorize[1..])
            .SetTokenEndpointUris(OAuthPaths.Token[1..])
            .SetUserInfoEndpointUris(OAuthPaths.UserInfo[1..])
            .SetRevocationEndpointUris(OAuthPaths.Revoke[1..])
            .SetConfigurationEndpointUris(Array.Empty<string>())
            .SetJsonWebKeySetEndpointUris(Array.Empty<string>());
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        server.RegisterScopes([.. Scopes.All]).DisableScopeValidation().IgnoreScopePermissions();

        // Tokens and families live in our own store, which rotates with an idempotent leeway (docs/decisions/0010).
        server.DisableTokenStorage().DisableAuthorizationStorage();
        server.Configure(OnlyWhatWeOffer);

        // OpenIddict insists on keys of its own. Nothing is ever signed or verified with them: each application has its own.
        server.AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256);
        server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));

        // Which schemes people may use is decided by Platform:PublicOrigins; TLS often ends in front of this process.
        server.UseAspNetCore().DisableTransportSecurityRequirement().SuppressJsonResponseIndentation();
        AddHandlers(server);
    }

    private static void OnlyWhatWeOffer(OpenIddictServerOptions options)
    {
        options.ResponseModes.Clear();
        options.ResponseModes.Add(ResponseModes.Query);
        options.CodeChallengeMethods.Clear();
        options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
        options.ClientAuthenticationMethods.Clear();
        options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.ClientSecretBasic);
        options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.ClientSecretPost);
    }

    private static void AddHandlers(OpenIddictServerBuilder server)
    {
        server.AddEventHandler(ResolveHost.Descriptor);
        server.AddEventHandler(UseApplicationKeys.Descriptor);

        server.AddEventHandler(ResumeTransaction.Descriptor);
        server.AddEventHandler(EstablishRedirectUri.Descriptor);
        server.AddEventHandler(ValidateParameters.Descriptor);
        server.AddEventHandler(HandleAuthorization.Descriptor);
        server.AddEventHandler(CompleteRedirect.Descriptor);

        server.RemoveEventHandler(OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers.ExtractBasicAuthenticationCredentials<ExtractTokenRequestContext>.Descriptor);
        server.AddEventHandler(ReadClientCredentials<ExtractTokenRequestContext>.Descriptor);
        server.AddEventHandler(FindPresentedToken.Descriptor);
        server.AddEventHandler(HandleCodeGrant.Descriptor);
        server.AddEventHandler(HandleRefreshGrant.Descriptor);
        server.AddEventHandler(HandleClientCredentialsGrant.Descriptor);
        server.AddEventHandler(HideDetails<ApplyTokenResponseContext>.Descriptor);

        server.AddEventHandler(BearerHeaderOnly.Descriptor);
        server.AddEventHandler(HandleUserInfo.Descriptor);
        server.AddEventHandler(HideDetails<ApplyUserInfoResponseContext>.Descriptor);

        server.RemoveEventHandler(OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers.ExtractBasicAuthenticationCredentials<ExtractRevocationRequestContext>.Descriptor);
        server.AddEventHandler(ReadClientCredentials<ExtractRevocationRequestContext>.Descriptor);
        server.RemoveEventHandler(OpenIddictServerHandlers.Revocation.RevokeToken.Descriptor);
        server.AddEventHandler(HandleRevocation.Descriptor);
        server.AddEventHandler(HideDetails<ApplyRevocationResponseContext>.Descriptor);
    }
}
