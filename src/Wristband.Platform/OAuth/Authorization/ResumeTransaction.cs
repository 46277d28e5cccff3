using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Wristband.Platform.Sessions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorization;

/// <summary>
/// The browser comes back from the login page: the stored request takes the place of whatever else the URL says (P-05).
/// A transaction that is not this browser's, or too old, is not continued (P-24).
/// </summary>
internal sealed class ResumeTransaction(LoginTransactions transactions) : IOpenIddictServerHandler<ExtractAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractAuthorizationRequestContext>()
            .UseSingletonHandler<ResumeTransaction>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ExtractGetOrPostRequest<ExtractAuthorizationRequestContext>.Descriptor.Order + 500)
            .Build();

    public ValueTask HandleAsync(ExtractAuthorizationRequestContext context)
    {
        var http = context.Transaction.Http();
        if (!http.Request.Query.TryGetValue(LoginTransactions.Parameter, out var values)) return default;
        if (transactions.Read(http, values.ToString()) is not { } transaction)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidRequest,
                "This sign-in was started in another browser or took too long. Go back to the application and sign in again.");
            return default;
        }
        context.Transaction.Request = new OpenIddictRequest(QueryHelpers.ParseQuery(transaction.Query));
        context.Transaction.SetResumed(transaction);
        return default;
    }
}
