using OpenIddict.Server.AspNetCore;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Token;

/// <summary>POST /api/v1/oauth2/token on the application's host. One handler a grant decides, after OpenIddict's checks.</summary>
internal static class TokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(OAuthPaths.Token, AnswerAsync).RequireCors(CrossOrigin.ApplicationOrigins)
            .WithMetadata(new OnHostAttribute(HostKind.Application));

    public static void AddHandlers(OpenIddictServerBuilder server) => server
        .RemoveEventHandler(OpenIddictServerAspNetCoreHandlers.ExtractBasicAuthenticationCredentials<ExtractTokenRequestContext>.Descriptor)
        .AddEventHandler(ReadClientCredentials<ExtractTokenRequestContext>.Descriptor)
        .AddEventHandler(ValidateVerifier.Descriptor)
        .AddEventHandler(UseApplicationKeys.Descriptor)
        .AddEventHandler(FindPresentedToken.Descriptor)
        .AddEventHandler(ValidateAudience.Descriptor)
        .AddEventHandler(LimitTokenRequests.Descriptor)
        .AddEventHandler(HandleCodeGrant.Descriptor)
        .AddEventHandler(HandleRefreshGrant.Descriptor)
        .AddEventHandler(HandleClientCredentialsGrant.Descriptor)
        .AddEventHandler(CountFailedAuthentication<ApplyTokenResponseContext>.Descriptor)
        .AddEventHandler(FinishError<ApplyTokenResponseContext>.Descriptor);

    private static Task AnswerAsync(HttpContext context, ProtocolEngine engine) => engine.RunAsync(context);
}
