using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Keys;

namespace Wristband.Platform.OAuth.Metadata;

/// <summary>GET /api/v1/oauth2/jwks on the application's host: its public keys, in the order in which they sign (P-17).</summary>
internal static class JwksEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapRead(OAuthPaths.Jwks, AnswerAsync).RequireCors(CrossOrigin.PublicMetadata)
            .WithMetadata(new OnHostAttribute(HostKind.Application));

    private static async Task<IResult> AnswerAsync(HttpContext context, SigningKeys keys) =>
        (await keys.GetAsync(context.GetHost().RequiredApplication.Id, context.RequestAborted)).Jwks;
}
