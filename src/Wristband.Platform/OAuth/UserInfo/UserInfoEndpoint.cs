using Wristband.Platform.Http;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.UserInfo;

/// <summary>GET and POST /api/v1/oauth2/userinfo on the application's host: who the bearer of an access token is.</summary>
internal static class UserInfoEndpoint
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(OAuthPaths.UserInfo, Methods, AnswerAsync).RequireCors(CrossOrigin.ApplicationOrigins)
            .WithMetadata(new OnHostAttribute(HostKind.Application));

    public static void AddHandlers(OpenIddictServerBuilder server) => server
        .AddEventHandler(BearerHeaderOnly.Descriptor)
        .AddEventHandler(HandleUserInfo.Descriptor)
        .AddEventHandler(FinishError<ApplyUserInfoResponseContext>.Descriptor);

    private static Task AnswerAsync(HttpContext context, ProtocolEngine engine) => engine.RunAsync(context);
}
