using OpenIddict.Server;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>GET and POST /api/v1/oauth2/authorize on tenant hosts: where every sign-in begins and ends. The handlers say how.</summary>
internal static class AuthorizeEndpoint
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(WaitingRequests.AuthorizePath, Methods, AnswerAsync)
            .WithMetadata(new OnHostAttribute(HostKind.Tenant, HostKind.Application));

    // Redirect URIs are ours to check: OpenIddict would have them parse as URLs, which {tenant_name} in a host does not.
    public static void AddHandlers(OpenIddictServerBuilder server) => server
        .RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidateRedirectUriParameter.Descriptor)
        .RemoveEventHandler(OpenIddictServerHandlers.Authentication.ValidateClientRedirectUri.Descriptor)
        .AddEventHandler(ResumeRequest.Descriptor)
        .AddEventHandler(EstablishRedirectUri.Descriptor)
        .AddEventHandler(ValidateParameters.Descriptor)
        .AddEventHandler(ValidateProofKey.Descriptor)
        .AddEventHandler(FindTenantFirst.Descriptor)
        .AddEventHandler(HandleAuthorization.Descriptor)
        .AddEventHandler(CompleteRedirect.Descriptor)
        .AddEventHandler(FinishError<ApplyAuthorizationResponseContext>.Descriptor)
        .AddEventHandler(ShowError.Descriptor);

    private static async Task AnswerAsync(HttpContext context, ProtocolEngine engine, RateLimits limits)
    {
        if (await limits.TakeForNetworkAsync(Limit.AuthorizePerNetwork, context.GetCaller()) is { } retryAfter)
        {
            Refuse(context, retryAfter);
            return;
        }
        Languages.BeginSignIn(context);
        await engine.RunAsync(context);
    }

    // A page although the path is one of the API's: a person looks at it.
    private static void Refuse(HttpContext context, TimeSpan retryAfter)
    {
        TooManyAttempts.Announce(context, retryAfter);
        context.Features.Set(new ErrorWords("TooMany"));
    }
}
