using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Wristband.Platform.Http;

namespace Wristband.Platform.OAuth;

/// <summary>
/// Runs OpenIddict for the endpoint that routing chose. As authentication middleware, its usual place, it would look at every
/// request of the platform; as endpoints it obeys the same host rules as every other page, and shows up in the list of routes.
/// </summary>
internal sealed class ProtocolEngine(OpenIddictServerAspNetCoreHandler openIddict)
{
    private static readonly AuthenticationScheme Scheme =
        new(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, displayName: null, typeof(OpenIddictServerAspNetCoreHandler));

    public async Task RunAsync(HttpContext context)
    {
        if (await IsUnreadableAsync(context.Request))
        {
            await OAuthError.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                OpenIddictConstants.Errors.InvalidRequest,
                "The body is not a form that can be read.");
            return;
        }
        await openIddict.InitializeAsync(Scheme, context);
        if (!await openIddict.HandleRequestAsync()) context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    // OpenIddict takes the framework's word that a body is a form, and lets its exceptions through (G-03).
    private static async Task<bool> IsUnreadableAsync(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType is not null
        && !(request.HasFormContentType && await RequestBodies.TryReadFormAsync(request));

    /// <summary>Takes OpenIddict out of the authentication middleware again.</summary>
    public static void RunOnlyAtEndpoints(IServiceCollection services)
    {
        var registrations = services.Where(service =>
            service.ImplementationType == typeof(OpenIddictServerAspNetCoreConfiguration)
            && (service.ServiceType == typeof(IConfigureOptions<AuthenticationOptions>)
                || service.ServiceType == typeof(IPostConfigureOptions<AuthenticationOptions>)));
        foreach (var registration in registrations.ToList()) services.Remove(registration);
    }
}
