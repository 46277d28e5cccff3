using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// GET or POST /api/v1/oauth2/authorize: a code for whoever is signed in at this tenant, the login page for everybody else.
/// </summary>
internal sealed class HandleAuthorization(
    SsoSessions sessions, WaitingRequests requests, TokenStore tokens, IOpenIddictServerDispatcher dispatcher, TimeProvider time)
    : IOpenIddictServerHandler<HandleAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleAuthorizationRequestContext>()
            .UseScopedHandler<HandleAuthorization>()
            .SetOrder(0)
            .Build();

    private const string LoginPath = "/login";
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    public async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        var http = context.Transaction.Http();
        var signedIn = await sessions.FindAsync(http.GetCaller(), http.RequestAborted);
        var hinted = context.IdentityTokenHintPrincipal?.GetClaim(OpenIddictConstants.Claims.Subject);
        switch (AuthorizationDecision.Decide(context.Request, signedIn, hinted, context.Transaction.GetResumed(), time.GetUtcNow()))
        {
            case AuthorizationAnswer.Code:
                await AnswerWithCodeAsync(context, signedIn!);
                break;
            case AuthorizationAnswer.LoginPage:
                await AnswerWithLoginPageAsync(context, http);
                break;
            case AuthorizationAnswer.TooOld:
                context.Reject(
                    OpenIddictConstants.Errors.LoginRequired, "User must re-authenticate because the specified max_age value has elapsed");
                break;
            default:
                context.Reject(OpenIddictConstants.Errors.LoginRequired, "User must sign in");
                break;
        }
    }

    private async Task AnswerWithCodeAsync(HandleAuthorizationRequestContext context, SignedIn signedIn)
    {
        var request = context.Request;
        var family = new TokenFamily
        {
            TenantId = signedIn.User.TenantId,
            Id = Ids.New(),
            ApplicationId = signedIn.User.ApplicationId,
            ClientId = request.ClientId!,
            UserId = signedIn.User.Id,
            SessionId = signedIn.Session.Id,
            Scope = string.Join(' ', Scopes.Split(request.Scope).Distinct()),
            AuthenticatedAt = signedIn.Session.AuthenticatedAt,
            Amr = signedIn.Session.Amr,
            CreatedAt = time.GetUtcNow(),
        };
        var binding = new CodeBinding(request.RedirectUri!, request.CodeChallenge, request.Nonce);
        context.Transaction.Response = new OpenIddictResponse { Code = await tokens.IssueCodeAsync(family, binding, CodeLifetime) };
        await dispatcher.DispatchAsync(new ApplyAuthorizationResponseContext(context.Transaction));
        context.HandleRequest();
    }

    private async Task AnswerWithLoginPageAsync(HandleAuthorizationRequestContext context, HttpContext http)
    {
        var query = AuthorizeQuery.Of(context.Request);
        if (query.Length > WaitingRequests.LongestQuery)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "The request is too long");
            return;
        }
        var asked = new AskedAuthorization(context.Request.ClientId!, query, context.Request.LoginHint);
        var waiting = await requests.BeginAsync(http.GetCaller(), asked, http.RequestAborted);
        http.Keep(waiting.Keep);
        await SafeRedirect.ToLocal(LoginPath + Journey.Query(waiting.Handle)).ExecuteAsync(http);
        context.HandleRequest();
    }
}
