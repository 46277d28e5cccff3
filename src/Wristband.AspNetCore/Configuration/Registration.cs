using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.BackchannelLogout;
using Wristband.AspNetCore.Bearer;
using Wristband.AspNetCore.Callback;
using Wristband.AspNetCore.Health;
using Wristband.AspNetCore.Login;
using Wristband.AspNetCore.Logout;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Startup;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// The table of contents: every room's parts for one configuration, registered under its name. Parts find each other through
/// <see cref="FromKeyedServicesAttribute"/>, which hands the name on, so two configurations never meet (S-92).
/// </summary>
internal static class Registration
{
    public static AuthenticationBuilder Add(IServiceCollection services, SchemeNames names)
    {
        var name = names.Name;
        services.AddHttpContextAccessor();
        services.AddDataProtection();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WristbandMetrics>();
        services.TryAddSingleton<CookieRules>();
        services.TryAddSingleton<KeyRingChoice>();
        services.TryAddSingleton<Neighbours>();
        services.TryAddSingleton<StoreChoice>();
        AddStartup(services);
        services.AddKeyedSingleton(name, names);
        services.AddSingleton(names);
        AddOptions(services, name);
        AddRooms(services, name);
        AddBackchannel(services, names);
        AddPolicies(services, names);
        return AddSchemes(services, name, names);
    }

    private static void AddOptions(IServiceCollection services, string name)
    {
        if (name.Length == 0) services.AddOptions<WristbandOptions>().BindConfiguration(WristbandDefaults.ConfigurationSection);
        else
        {
            services.Configure<WristbandOptions>(name, options => options.AuthPath += "/" + name);
            services.AddOptions<WristbandOptions>(name).BindConfiguration($"{WristbandDefaults.ConfigurationSection}:{name}");
        }
        services.AddOptionsWithValidateOnStart<WristbandOptions>(name);
        services.AddKeyedSingleton(
            name, (p, _) => new OptionsFromEnvironment(name, p.GetRequiredService<IConfiguration>(), p.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<IConfigureOptions<WristbandOptions>>(p => p.GetRequiredKeyedService<OptionsFromEnvironment>(name));
        services.AddSingleton<IPostConfigureOptions<WristbandOptions>>(p => p.GetRequiredKeyedService<OptionsFromEnvironment>(name));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WristbandOptions>, OptionsValidation>());
        services.AddKeyedSingleton(name, (p, _) => p.GetRequiredService<IOptionsMonitor<WristbandOptions>>().Get(name));
        services.AddKeyedSingleton(name, (p, _) => OwnKeyRing.For(p, name));
        if (name.Length > 0) return;
        services.AddSingleton<IPostConfigureOptions<KeyManagementOptions>>(p => new SessionSecretsSetup(p));
        services.AddSingleton<IPostConfigureOptions<DataProtectionOptions>>(p => new SessionSecretsSetup(p));
    }

    private static void AddRooms(IServiceCollection services, string name)
    {
        // Backchannel
        services.AddKeyedSingleton(
            name, (p, key) => PlatformAddress.From(p.GetRequiredKeyedService<WristbandOptions>(key), p.GetRequiredService<IHostEnvironment>()));
        services.AddKeyedSingleton<PlatformHttp>(name);
        // Tenancy
        services.AddKeyedSingleton<SettingsSource>(name);
        services.AddKeyedSingleton<CustomDomains>(name);
        services.AddKeyedSingleton<TenantResolution>(name);
        services.AddKeyedSingleton<TenantUrls>(name);
        services.AddKeyedSingleton<ReturnUrls>(name);
        // Session
        services.AddKeyedSingleton<SharedCache>(name);
        services.AddKeyedSingleton<SharedLock>(name);
        services.AddKeyedSingleton<SessionLedger>(name);
        services.AddKeyedSingleton<SessionRegister>(name);
        services.AddKeyedSingleton<OpenCircuits>(name);
        services.AddKeyedSingleton<PlatformLogouts>(name);
        services.AddKeyedSingleton<SessionCookies>(name);
        services.AddKeyedSingleton<CsrfGuard>(name);
        services.AddKeyedSingleton<SessionGate>(name);
        services.AddKeyedSingleton<SessionChallenge>(name);
        services.AddKeyedSingleton<LoginStateCookies>(name);
        services.AddKeyedSingleton<SessionEndpoint>(name);
        // Tokens
        services.AddKeyedSingleton<Revocation>(name);
        services.AddKeyedSingleton<RefreshGrant>(name);
        services.AddKeyedSingleton<SharedRefresh>(name);
        services.AddKeyedSingleton<SessionRefresh>(name);
        services.AddKeyedSingleton<FreshSession>(name);
        services.AddKeyedSingleton<SigningKeys>(name);
        services.AddKeyedSingleton<TokenSignature>(name);
        services.AddKeyedSingleton<TokenEndpoint>(name);
        // Login, Callback, Logout
        services.AddKeyedSingleton<CustomState>(name);
        services.AddKeyedSingleton<LoginEndpoint>(name);
        services.AddKeyedSingleton<IdTokenCheck>(name);
        services.AddKeyedSingleton<UserInfo>(name);
        services.AddKeyedSingleton<Redemption>(name);
        services.AddKeyedSingleton<Uses>(name);
        services.AddKeyedSingleton<Redemptions>(name);
        services.AddKeyedSingleton<LoginCompletion>(name);
        services.AddKeyedSingleton<CallbackEndpoint>(name);
        services.AddKeyedSingleton<LogoutIntent>(name);
        services.AddKeyedSingleton<LogoutTarget>(name);
        services.AddKeyedSingleton<LogoutEndpoint>(name);
        services.AddKeyedSingleton<LogoutTokenCheck>(name);
        services.AddKeyedSingleton<BackchannelLogoutEndpoint>(name);
        // Bearer
        services.AddKeyedSingleton<BearerRequest>(name);
        services.AddKeyedSingleton<OtherClients>(name);
        services.AddKeyedSingleton<BearerScheme>(name);
        services.AddKeyedSingleton<SessionScheme>(name);
        // Health
        services.AddKeyedSingleton<KeyProbe>(name);
        services.AddKeyedSingleton<Replicas>(name);
        services.AddKeyedSingleton<Readiness>(name);
    }

    private static void AddStartup(IServiceCollection services)
    {
        services.AddRouting();
        services.TryAddSingleton<Mappings>();
        services.TryAddSingleton<EndpointAudit>();
        services.TryAddSingleton<HostAudit>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, StartupAudit>());
    }

    private static void AddBackchannel(IServiceCollection services, SchemeNames names)
    {
        services.AddHttpClient(names.Backchannel)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RedactLoggedHeaders(static _ => true);
        // First in line, so that an application's or a test's own handler wins whether it was registered before or after.
        services.Configure<HttpClientFactoryOptions>(
            names.Backchannel, options => options.HttpMessageHandlerBuilderActions.Insert(0, builder => builder.PrimaryHandler = Handler()));
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 32,
        Proxy = new LoopbackProxy(),
        ConnectCallback = LoopbackDialer.ConnectAsync,
    };

    private static void AddPolicies(IServiceCollection services, SchemeNames names)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(names.SessionPolicy, policy => Routed(policy, names.Session))
            .AddPolicy(names.SessionOrJwt, policy => Routed(policy, names.SessionOrJwt))
            .AddPolicy(names.JwtPolicy, policy => policy.AddAuthenticationSchemes(names.Jwt).RequireAuthenticatedUser());

        void Routed(AuthorizationPolicyBuilder policy, string scheme) => policy.AddAuthenticationSchemes(scheme).RequireAuthenticatedUser()
            .RequireAssertion(context => RoutingBeforeSession.Holds(context, names));
    }

    private static AuthenticationBuilder AddSchemes(IServiceCollection services, string name, SchemeNames names)
    {
        services.AddOptions<CookieAuthenticationOptions>(names.Session)
            .Configure<IServiceProvider>((cookie, p) => p.GetRequiredKeyedService<SessionScheme>(name).Configure(cookie));
        services.AddOptions<JwtBearerOptions>(names.Jwt)
            .Configure<IServiceProvider>((bearer, p) => p.GetRequiredKeyedService<BearerScheme>(name).Configure(bearer));
        // Afterwards, so that an application which chose a default scheme keeps it, whichever call came first.
        services.PostConfigure<AuthenticationOptions>(options => options.DefaultScheme ??= DefaultAmong(services).Session);
        return services.AddAuthentication().AddCookie(names.Session).AddJwtBearer(names.Jwt).AddPolicyScheme(
            names.SessionOrJwt, displayName: null, either => either.ForwardDefaultSelector = context => Choice(context.Request, names));
    }

    /// <summary>
    /// A caller who sends a token means the token. With a fallback to the cookie, the answer would depend on which of the two had just
    /// expired.
    /// </summary>
    private static string Choice(HttpRequest request, SchemeNames names) =>
        request.Headers.Authorization.Any(line => line?.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) == true) ? names.Jwt : names.Session;

    /// <summary>The default configuration is the one without a name; failing that, the one that was added first.</summary>
    private static SchemeNames DefaultAmong(IServiceCollection services)
    {
        var all = services.Where(s => !s.IsKeyedService).Select(s => s.ImplementationInstance).OfType<SchemeNames>().ToArray();
        return all.FirstOrDefault(n => n.Name.Length == 0) ?? all[0];
    }
}
