using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// The browser comes back from the login page: the stored request takes the place of whatever else the URL says (P-05).
/// What is not this browser's transaction, or too old, starts again at the application (P-24).
/// </summary>
internal sealed class ResumeTransaction(Continuation continuation) : IOpenIddictServerHandler<ExtractAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractAuthorizationRequestContext>()
            .UseScopedHandler<ResumeTransaction>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ExtractGetOrPostRequest<ExtractAuthorizationRequestContext>.Descriptor.Order + 500)
            .Build();

    public async ValueTask HandleAsync(ExtractAuthorizationRequestContext context)
    {
        var http = context.Transaction.Http();
        if (!http.Request.Query.TryGetValue(LoginTransactions.Parameter, out var values)) return;
        if (context.Transaction.Host().Tenant is null)
        {
            // Requests wait at a tenant's host. Without one, nobody can say where this one would go on.
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "It belongs to the address of a workspace. Start again there.");
            return;
        }
        if (continuation.Waiting(http.GetCaller(), values.ToString()) is not { } transaction)
        {
            await (await continuation.StartAtApplicationAsync(http.GetCaller(), clientId: null, http.RequestAborted)).ExecuteAsync(http);
            context.HandleRequest();
            return;
        }
        context.Transaction.Request = new OpenIddictRequest(QueryHelpers.ParseQuery(transaction.Query));
        context.Transaction.SetResumed(transaction);
    }
}
