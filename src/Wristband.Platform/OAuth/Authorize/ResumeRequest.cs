using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// The browser comes back from the login page, or from discovery: the stored request takes the place of whatever else the URL says (P-05).
/// What is not this browser's request, or too old, starts again at the application (P-24).
/// </summary>
internal sealed class ResumeRequest(WaitingRequests requests, Continuation continuation)
    : IOpenIddictServerHandler<ExtractAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractAuthorizationRequestContext>()
            .UseScopedHandler<ResumeRequest>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ExtractGetOrPostRequest<ExtractAuthorizationRequestContext>.Descriptor.Order + 500)
            .Build();

    public async ValueTask HandleAsync(ExtractAuthorizationRequestContext context)
    {
        var http = context.Transaction.Http();
        if (!http.Request.Query.TryGetValue(Journey.Parameter, out var values)) return;
        if (context.Transaction.Host().Tenant is null)
        {
            // Requests go on at a tenant's host. Without one, nobody can say where this one would.
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "It belongs to the address of a workspace. Start again there.");
            return;
        }
        var caller = http.GetCaller();
        var waiting = await requests.FindAsync(caller, values.ToString(), http.RequestAborted);
        if (waiting is { TenantId: null, Query.Length: > 0 })
        {
            // It waited for its tenant only, which is found: any browser may make it, as if by a link.
            context.Transaction.Request = new OpenIddictRequest(QueryHelpers.ParseQuery(waiting.Query));
            if (http.Request.Query.TryGetValue(OpenIddictConstants.Parameters.LoginHint, out var typed))
                context.Transaction.Request.LoginHint ??= typed.ToString();
            context.Transaction.SetResumed(waiting);
        }
        else if (waiting is { TenantId: not null } && WaitingRequests.IsOfBrowser(caller, waiting))
        {
            context.Transaction.Request = new OpenIddictRequest(QueryHelpers.ParseQuery(waiting.Query));
            context.Transaction.SetResumed(waiting);
        }
        else
        {
            await (await continuation.StartAtApplicationAsync(caller, waiting?.ClientId, http.RequestAborted)).ExecuteAsync(http);
            context.HandleRequest();
        }
    }
}
