using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>Ends the requests that last as long as a connection when their session ends: hubs, WebSockets, event streams (X-A3).</summary>
internal static class LiveRequests
{
    public static void EndWithSession(HttpContext context, SessionHandle handle, LiveSessions sessions)
    {
        if (!Lasts(context)) return;
        Action abort = context.Abort;
        var session = sessions.Open(handle, abort);
        context.Response.OnCompleted(() =>
        {
            sessions.Close(session, abort);
            return Task.CompletedTask;
        });
    }

    private static bool Lasts(HttpContext context)
    {
        var hub = context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>();
        return hub is null ? context.Request.IsWebSocketHandshake() || AsksForEvents(context.Request) : !IsCircuitOfOurs(context, hub);
    }

    private static bool AsksForEvents(HttpRequest request) =>
        request.Headers.Accept.ToString().StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A circuit that knows the session takes its user away; to cut its connection would only look like a broken network.
    /// </summary>
    private static bool IsCircuitOfOurs(HttpContext context, HubMetadata hub) =>
        hub.HubType.Assembly == typeof(CircuitHandler).Assembly
            && context.RequestServices.GetService<IServiceProviderIsService>()?.IsService(typeof(WristbandCircuitSession)) == true;
}
