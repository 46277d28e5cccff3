using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Bearer;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Session.Csrf;
using Wristband.AspNetCore.Startup;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// What <c>AddWristband()</c> adds to an application: settings, schemes, policies, and for each configuration one
/// <see cref="SchemeServices"/> with everything else, so that two configurations never meet (S-92).
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
        services.TryAddSingleton<KeyRingChoice>();
        services.TryAddSingleton<OtherConfigurations>();
        services.TryAddSingleton<StoreChoice>();
        services.AddStartupAudit();
        services.AddKeyedSingleton(name, names);
        services.AddSingleton(names);
        services.AddKeyedSingleton(name, (p, _) => SchemeServicesFactory.Create(p, names));
        AddOptions(services, name);
        services.AddBackchannelClient(names);
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
        services.AddSingleton<IConfigureOptions<WristbandOptions>>(FromEnvironment);
        services.AddSingleton<IPostConfigureOptions<WristbandOptions>>(FromEnvironment);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WristbandOptions>, OptionsValidation>());
        services.AddKeyedSingleton(name, (p, _) => p.GetRequiredService<IOptionsMonitor<WristbandOptions>>().Get(name));
        if (name.Length > 0) return;
        services.AddSingleton<IPostConfigureOptions<KeyManagementOptions>>(p => new SessionSecretsSetup(p));
        services.AddSingleton<IPostConfigureOptions<DataProtectionOptions>>(p => new SessionSecretsSetup(p));

        OptionsFromEnvironment FromEnvironment(IServiceProvider p) =>
            new(name, p.GetRequiredService<IConfiguration>(), p.GetRequiredService<IHostEnvironment>());
    }

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
            .Configure<IServiceProvider>((cookie, p) =>
                p.GetRequiredKeyedService<SchemeServices>(name).GetRequiredService<SessionCookieOptions>().Configure(cookie));
        services.AddOptions<JwtBearerOptions>(names.Jwt)
            .Configure<IServiceProvider>((bearer, p) =>
                p.GetRequiredKeyedService<SchemeServices>(name).GetRequiredService<BearerScheme>().Configure(bearer));
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
        request.Headers.Authorization.Any(line => line?.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) == true)
            ? names.Jwt
            : names.Session;

    /// <summary>The default configuration is the one without a name; failing that, the one that was added first.</summary>
    private static SchemeNames DefaultAmong(IServiceCollection services)
    {
        var all = services.Where(s => !s.IsKeyedService).Select(s => s.ImplementationInstance).OfType<SchemeNames>().ToArray();
        return all.FirstOrDefault(n => n.Name.Length == 0) ?? all[0];
    }
}
