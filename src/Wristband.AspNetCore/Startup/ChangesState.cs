using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Startup;

/// <summary>What an endpoint's metadata say about requests that change something.</summary>
internal static class ChangesState
{
    public static bool May(Endpoint endpoint)
    {
        // A WebSocket's origin is checked; negotiating changes nothing. Pages check antiforgery unless they say otherwise.
        if (endpoint.Metadata.Any(m => m is HubMetadata or NegotiateMetadata or PageActionDescriptor)) return false;
        if (IsBlazorsOwn(endpoint)) return false;
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        return methods is not { Count: > 0 } || methods.Any(RequestReading.IsUnsafe);
    }

    /// <summary>Starting and ending a circuit: the framework's own, and no application can guard it.</summary>
    private static bool IsBlazorsOwn(Endpoint endpoint) =>
        (endpoint as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/') is { } path
        && (path.StartsWith("_blazor", StringComparison.Ordinal) || path.StartsWith("_framework/", StringComparison.Ordinal));

    public static bool IsGuarded(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true }
        || endpoint.Metadata.GetMetadata<ActionDescriptor>()?.FilterDescriptors.Any(
            f => f.Filter is ValidateAntiForgeryTokenAttribute or AutoValidateAntiforgeryTokenAttribute) == true;
}
