using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Wristband.AspNetCore;
using Wristband.AspNetCore.Configuration;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

// The framework's own place for Add methods, so that no using is needed.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SDK.</summary>
public static class WristbandServiceCollectionExtensions
{
    /// <summary>
    /// Adds Wristband sign-in: sessions, login, callback, logout and bearer validation. Settings come from the section
    /// <c>Wristband</c>, the environment and a <c>.env</c> file, and are checked at start.
    /// </summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="configure">Settings in code; they win over configuration.</param>
    /// <returns>The authentication builder, for further schemes.</returns>
    public static AuthenticationBuilder AddWristband(this IHostApplicationBuilder builder, Action<WristbandOptions>? configure = null) =>
        builder.Services.AddWristband(configure);

    /// <inheritdoc cref="AddWristband(IHostApplicationBuilder, Action{WristbandOptions}?)"/>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Settings in code; they win over configuration.</param>
    public static AuthenticationBuilder AddWristband(this IServiceCollection services, Action<WristbandOptions>? configure = null) =>
        Add(services, Options.Options.DefaultName, configure);

    /// <summary>
    /// Adds a further Wristband application to the same process, with its own client, cookies, keys, tokens and endpoints. Settings come
    /// from the subsection of this name in the section <c>Wristband</c>; the environment and <c>.env</c> belong to the default
    /// configuration.
    /// </summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">1 to 32 lower-case letters, digits and inner hyphens, such as <c>partners</c>; part of cookie and policy
    /// names.</param>
    /// <param name="configure">Settings in code; they win over configuration.</param>
    /// <returns>The authentication builder, for further schemes.</returns>
    /// <exception cref="ArgumentException">The name cannot be used.</exception>
    public static AuthenticationBuilder AddWristband(
        this IHostApplicationBuilder builder, string name, Action<WristbandOptions>? configure = null) =>
        builder.Services.AddWristband(name, configure);

    /// <inheritdoc cref="AddWristband(IHostApplicationBuilder, string, Action{WristbandOptions}?)"/>
    /// <param name="services">The application's services.</param>
    /// <param name="name">1 to 32 lower-case letters, digits and inner hyphens, such as <c>partners</c>; part of cookie and policy
    /// names.</param>
    /// <param name="configure">Settings in code; they win over configuration.</param>
    public static AuthenticationBuilder AddWristband(
        this IServiceCollection services, string name, Action<WristbandOptions>? configure = null)
    {
        if (!SchemeNames.IsUsable(name)
            || typeof(WristbandOptions).GetProperties().Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException(
                $"WB1023 '{name}' cannot name a configuration. Use 1 to 32 lower-case letters, digits and inner hyphens, "
                    + "and no option's name.",
                nameof(name));
        return Add(services, name, configure);
    }

    private static AuthenticationBuilder Add(IServiceCollection services, string name, Action<WristbandOptions>? configure)
    {
        if (!services.Any(s => Equals(s.ServiceKey, name) && s.ServiceType == typeof(SchemeNames)))
            Registration.Add(services, new SchemeNames(name));
        if (configure is not null) services.Configure(name, configure);
        return services.AddAuthentication();
    }

    /// <summary>
    /// Sends the signed-in user's access token with every request of this client, refreshed when due. A request that already
    /// has an <c>Authorization</c> header keeps it; a token never leaves over plain http except to the same machine.
    /// </summary>
    /// <param name="client">The client to which the token belongs: only ever your own APIs.</param>
    public static IHttpClientBuilder AddWristbandAccessToken(this IHttpClientBuilder client) => AddToken(client, name: null);

    /// <summary>
    /// The same for the user of one configuration, whichever one the request's endpoint asks for; without a name the endpoint decides.
    /// </summary>
    /// <param name="client">The client to which the token belongs: only ever your own APIs.</param>
    /// <param name="name">The configuration's name; empty for the default one.</param>
    public static IHttpClientBuilder AddWristbandAccessToken(this IHttpClientBuilder client, string name) => AddToken(client, name);

    private static IHttpClientBuilder AddToken(IHttpClientBuilder client, string? name)
    {
        client.Services.AddHttpContextAccessor();
        return client.AddHttpMessageHandler(p => new AccessTokenHandler(p.GetRequiredService<IHttpContextAccessor>(), name));
    }
}
