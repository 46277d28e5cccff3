namespace Wristband.Platform.Http;

/// <summary>Maps what only reads: GET, and HEAD as GET without a body (RFC 9110 9.3.2). The server leaves the body out.</summary>
internal static class Reads
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Methods, handler);
}
