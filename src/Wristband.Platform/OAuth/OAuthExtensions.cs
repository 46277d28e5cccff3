using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Authorize;
using Wristband.Platform.OAuth.BackchannelLogout;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.OAuth.Metadata;
using Wristband.Platform.OAuth.Revocation;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.OAuth.Token;
using Wristband.Platform.OAuth.UserInfo;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Wristband.Platform.OAuth;

/// <summary>Registers the protocol: OpenIddict reads, checks and answers requests, our handlers decide.</summary>
internal static class OAuthExtensions
{
    public static WebApplicationBuilder AddOAuth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ProtocolLimits>();
        services.AddSingleton<ProtocolMetrics>();
        services.AddSingleton<ClientCache>();
        services.AddSingleton<IRowCache>(provider => provider.GetRequiredService<ClientCache>());
        services.AddSingleton<IRowCache>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddHealthChecks().AddCheck<SigningKeysHealth>("signing keys");
        services.AddHostedService<KeyRotation>();
        services.AddHostedService<TokenPruning>();
        services.AddBackchannelLogout();
        services.AddScoped<ProtocolEngine>();
        services.AddScoped<CreateClient>();
        services.AddScoped<UpdateClient>();
        services.AddScoped<DeleteClient>();
        services.AddScoped<RotateClientSecret>();
        services.AddScoped<DeleteSecondarySecret>();
        services.AddScoped<ManagedKeys>();
        services.AddScoped<RotateSigningKeys>();
        services.AddScoped<RemoveSigningKey>();
        services.AddOpenIddict().AddCore(ConfigureClients).AddServer(Configure);
        ProtocolEngine.RunOnlyAtEndpoints(services);
        services.PostConfigure<LoggerFilterOptions>(KeepTokensOutOfLogs);
        return builder;
    }

    public static WebApplication MapOAuth(this WebApplication app)
    {
        AuthorizeEndpoint.Map(app);
        TokenEndpoint.Map(app);
        UserInfoEndpoint.Map(app);
        RevokeEndpoint.Map(app);
        JwksEndpoint.Map(app);
        DiscoveryEndpoint.Map(app);
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
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        server.Configure(OnlyWhatWeOffer);

        // Scopes are a closed list, checked by our own handlers; tokens and families live in our own store (docs/decisions/0010).
        server.DisableScopeValidation().IgnoreScopePermissions();
        server.DisableTokenStorage().DisableAuthorizationStorage();

        // OpenIddict insists on keys of its own. Nothing is ever signed or verified with them: each application has its own.
        server.AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256);
        server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));

        // Which schemes people may use is decided by Platform:PublicOrigins; TLS often ends in front of this process.
        server.UseAspNetCore().DisableTransportSecurityRequirement().SuppressJsonResponseIndentation();

        server.AddEventHandler(ResolveIssuer.Descriptor);
        AuthorizeEndpoint.AddHandlers(server);
        TokenEndpoint.AddHandlers(server);
        UserInfoEndpoint.AddHandlers(server);
        RevokeEndpoint.AddHandlers(server);
    }

    // Below Warning, OpenIddict writes whole requests, and at Trace tokens that failed validation: never, whatever is configured (G-12).
    private static void KeepTokensOutOfLogs(LoggerFilterOptions options) =>
        options.Rules.Add(new LoggerFilterRule(null, typeof(OpenIddictServerDispatcher).FullName, LogLevel.Warning, filter: null));

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
}
