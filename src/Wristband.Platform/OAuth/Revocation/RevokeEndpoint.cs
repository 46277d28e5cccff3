using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Revocation;

/// <summary>POST /api/v1/oauth2/revoke on the application's host.</summary>
internal static class RevokeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(OAuthPaths.Revoke, AnswerAsync).RequireCors(CrossOrigin.ApplicationOrigins)
            .WithMetadata(new OnHostAttribute(HostKind.Application));

    public static void AddHandlers(OpenIddictServerBuilder server) => server
        .RemoveEventHandler(
            OpenIddictServerAspNetCoreHandlers.ExtractBasicAuthenticationCredentials<ExtractRevocationRequestContext>.Descriptor)
        .AddEventHandler(ReadClientCredentials<ExtractRevocationRequestContext>.Descriptor)
        .RemoveEventHandler(OpenIddictServerHandlers.Revocation.RevokeToken.Descriptor)
        .AddEventHandler(HandleRevocation.Descriptor)
        .AddEventHandler(CountFailedAuthentication<ApplyRevocationResponseContext>.Descriptor)
        .AddEventHandler(FinishError<ApplyRevocationResponseContext>.Descriptor);

    private static Task AnswerAsync(HttpContext context, ProtocolEngine engine) => engine.RunAsync(context);
}
