using Microsoft.AspNetCore.Authentication;
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
    public static AuthenticationBuilder AddWristband(this IServiceCollection services, Action<WristbandOptions>? configure = null)
    {
        if (!services.Any(s => Equals(s.ServiceKey, Options.Options.DefaultName) && s.ServiceType == typeof(SchemeNames)))
            Registration.Add(services, Options.Options.DefaultName, SchemeNames.Default);
        if (configure is not null) services.Configure(configure);
        return services.AddAuthentication();
    }

    /// <summary>
    /// Sends the signed-in user's access token with every request of this client, refreshed when due. A request that already
    /// has an <c>Authorization</c> header keeps it; a token never leaves over plain http except to the same machine.
    /// </summary>
    /// <param name="client">The client to which the token belongs: only ever your own APIs.</param>
    public static IHttpClientBuilder AddWristbandAccessToken(this IHttpClientBuilder client) =>
        client.AddHttpMessageHandler<AccessTokenHandler>();
}
