using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// An authorize request at the application's own host names no tenant. Applications that allow it get the discovery page first, and
/// then the same request at the tenant's host; the others an error (protocol 2.2).
/// </summary>
internal sealed class FindTenantFirst(PlatformDbContext database, WaitingRequests requests)
    : IOpenIddictServerHandler<HandleAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleAuthorizationRequestContext>()
            .UseScopedHandler<FindTenantFirst>()
            .SetOrder(HandleAuthorization.Descriptor.Order - 500)
            .Build();

    private const string DiscoveryPath = "/login";

    public async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        var host = context.Transaction.Host();
        if (host.Kind != HostKind.Application) return;
        var http = context.Transaction.Http();
        if (!await database.Applications.AnyAsync(
            a => a.Id == host.RequiredApplication.Id && a.AuthorizationRequestsEnabled, http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Features.Set(new ErrorWords("SignInWithoutWorkspace"));
            context.HandleRequest();
            return;
        }
        await AnswerWithDiscoveryAsync(context, http);
    }

    private async Task AnswerWithDiscoveryAsync(HandleAuthorizationRequestContext context, HttpContext http)
    {
        if (context.Request.HasPromptValue(OpenIddictConstants.PromptValues.None))
        {
            // Nobody can be known here without a question, and no question may be asked.
            context.Reject(OpenIddictConstants.Errors.InteractionRequired, "The tenant has to be found first");
            return;
        }
        var query = AuthorizeQuery.Of(context.Request);
        if (query.Length > WaitingRequests.LongestQuery)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "The request is too long");
            return;
        }
        var asked = new AskedAuthorization(context.Request.ClientId!, query, context.Request.LoginHint);
        var waiting = await requests.BeginAsync(http.GetCaller(), asked, http.RequestAborted);
        http.Keep(waiting.Keep);
        await SafeRedirect.ToLocal(QueryHelpers.AddQueryString(DiscoveryPath, new Dictionary<string, string?>
        {
            ["client_id"] = context.Request.ClientId,
            [Journey.Parameter] = waiting.Handle,
        })).ExecuteAsync(http);
        context.HandleRequest();
    }
}
