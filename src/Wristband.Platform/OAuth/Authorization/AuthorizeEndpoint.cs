using Wristband.Platform.Web;

namespace Wristband.Platform.OAuth.Authorization;

/// <summary>GET and POST /api/v1/oauth2/authorize on tenant hosts: where every sign-in begins and ends. The handlers say how.</summary>
internal static class AuthorizeEndpoint
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(OAuthPaths.Authorize, Methods, AnswerAsync).WithMetadata(new OnHostAttribute(HostKind.Tenant, HostKind.Application));

    public static void AddHandlers(OpenIddictServerBuilder server) => server
        .AddEventHandler(ResumeTransaction.Descriptor)
        .AddEventHandler(EstablishRedirectUri.Descriptor)
        .AddEventHandler(ValidateParameters.Descriptor)
        .AddEventHandler(HandleAuthorization.Descriptor)
        .AddEventHandler(CompleteRedirect.Descriptor);

    private static Task AnswerAsync(HttpContext context, ProtocolEngine engine) => engine.RunAsync(context);
}
