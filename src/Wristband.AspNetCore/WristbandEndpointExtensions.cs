using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore;
using Wristband.AspNetCore.BackchannelLogout;
using Wristband.AspNetCore.Callback;
using Wristband.AspNetCore.Configuration;
using Wristband.AspNetCore.Login;
using Wristband.AspNetCore.Logout;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Startup;
using Wristband.AspNetCore.Web;

// The framework's own place for Map and Require methods, so that no using is needed.
#pragma warning disable IDE0130
namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the SDK's endpoints and protects the application's.</summary>
public static class WristbandEndpointExtensions
{
    /// <summary>
    /// Maps login, callback, logout (GET and POST), session and token under <c>/api/auth</c>.
    /// </summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <returns>The group, for conventions such as rate limits.</returns>
    public static RouteGroupBuilder MapWristband(this IEndpointRouteBuilder endpoints) => endpoints.MapWristband(Options.DefaultName);

    /// <summary>
    /// Maps the endpoints of a named configuration under its <see cref="WristbandOptions.AuthPath"/>, by default <c>/api/auth/{name}</c>.
    /// </summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="name">The configuration's name; empty for the default one.</param>
    /// <returns>The group, for conventions such as rate limits.</returns>
    public static RouteGroupBuilder MapWristband(this IEndpointRouteBuilder endpoints, string name)
    {
        var services = endpoints.ServiceProvider;
        // Before the settings are read: what they need depends on it.
        services.GetService<Mappings>()?.Add(endpoints, name);
        var options = services.GetKeyedService<WristbandOptions>(name)
            ?? throw new InvalidOperationException(
                "MapWristband() needs builder.AddWristband(), with the same name, before the application is built.");
        if (options.ClientSecret.Length == 0)
            throw new OptionsValidationException(name, typeof(WristbandOptions), [OptionsValidation.SecretProblem]);
        var own = services.GetRequiredKeyedService<SchemeServices>(name);
        var logout = own.GetRequiredService<LogoutEndpoint>();

        var group = endpoints.MapGroup(options.AuthPath);
        var open = group.MapGroup("").AllowAnonymous().WithMetadata(new NoRefreshMetadata());
        open.MapGet("/login", own.GetRequiredService<LoginEndpoint>().HandleAsync).WithMetadata(new LoginMark(name));
        open.MapGet("/callback", own.GetRequiredService<CallbackEndpoint>().HandleAsync);
        open.MapGet(PageStyle.Path, PageStyle.WriteAsync);
        open.MapGet("/logout", logout.GetAsync);
        open.MapPost("/logout", logout.PostAsync);
        if (options.BackchannelLogout)
            open.MapPost("/backchannel-logout", own.GetRequiredService<BackchannelLogoutEndpoint>().HandleAsync);
        var signedIn = group.MapGroup("").RequireWristbandSession(name);
        signedIn.MapGet("/session", own.GetRequiredService<SessionEndpoint>().HandleAsync);
        signedIn.MapGet("/token", own.GetRequiredService<TokenEndpoint>().HandleAsync);
        return group;
    }

    /// <summary>
    /// Requires a session, and a CSRF token on unsafe methods. Answers 401, 403 and 503 as JSON, never with a redirect: it is for
    /// endpoints that scripts call. Pages use plain <c>[Authorize]</c>.
    /// </summary>
    /// <param name="builder">An endpoint or a group.</param>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    public static TBuilder RequireWristbandSession<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireWristbandSession(Options.DefaultName);

    /// <summary>Requires a session of a named configuration, and its CSRF token on unsafe methods.</summary>
    /// <param name="builder">An endpoint or a group.</param>
    /// <param name="name">The configuration's name; empty for the default one.</param>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    public static TBuilder RequireWristbandSession<TBuilder>(this TBuilder builder, string name)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizeAttribute(WristbandDefaults.SessionPolicyOf(name)));

    /// <summary>
    /// Requires a session with its CSRF token, or an access token. A bearer token in the <c>Authorization</c> header decides alone: when it
    /// is refused, a session that came along does not help. The user is exactly the one that was accepted, never both.
    /// </summary>
    /// <param name="builder">An endpoint or a group.</param>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    public static TBuilder RequireWristbandSessionOrJwt<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireWristbandSessionOrJwt(Options.DefaultName);

    /// <summary>Requires a session or an access token of a named configuration.</summary>
    /// <param name="builder">An endpoint or a group.</param>
    /// <param name="name">The configuration's name; empty for the default one.</param>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    public static TBuilder RequireWristbandSessionOrJwt<TBuilder>(this TBuilder builder, string name)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizeAttribute(WristbandDefaults.SessionOrJwtPolicyOf(name)));

    /// <summary>Requires an access token in the <c>Authorization</c> header. Cookies do not count.</summary>
    /// <param name="builder">An endpoint or a group.</param>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    public static TBuilder RequireWristbandJwt<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireWristbandJwt(Options.DefaultName);

    /// <summary>Requires an access token of a named configuration in the <c>Authorization</c> header. Cookies do not count.</summary>
    /// <param name="builder">An endpoint or a group.</param>
    /// <param name="name">The configuration's name; empty for the default one.</param>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    public static TBuilder RequireWristbandJwt<TBuilder>(this TBuilder builder, string name) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizeAttribute(WristbandDefaults.JwtPolicyOf(name)));
}
