using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Metadata;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// What a protected endpoint answers without a usable session: 401 to programs, the way to the login to people, 403 to forgeries,
/// 503 while the token cannot be renewed (S-47).
/// </summary>
internal sealed class SessionChallenge(SchemeNames names, WristbandOptions options)
{
    private static readonly ProblemPage RefreshDown = new(
        StatusCodes.Status503ServiceUnavailable, "WB1302", "RefreshDownTitle", "RefreshDown");

    private static readonly ProblemPage StoreDown = new(
        StatusCodes.Status503ServiceUnavailable, "WB1305", "SessionUnknownTitle", "SessionUnknown");

    public Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (http.Request.IsPrefetch())
        {
            Answers.RefuseLoadingAhead(http);
            return Task.CompletedTask;
        }
        var session = RequestSession.Of(http, names);
        var navigation = IsForPeople(http);
        switch (session.Refusal)
        {
            case { Kind: RefusalKind.Forgery } forgery:
                return Answers.ForbiddenAsync(http, forgery.Reason);
            case { Kind: RefusalKind.Outage } outage when navigation:
                return OutagePage(http, outage).WriteAsync(http, options);
            case { Kind: RefusalKind.Outage } outage:
                return Answers.UnavailableAsync(http, outage.Reason, outage.RetryAfter);
            case { } over when !navigation:
                return Answers.UnauthorizedAsync(http, over.Reason);
            case null when !navigation:
                return Answers.UnauthorizedAsync(http, "session_missing");
        }
        http.SetNoStore();
        return http.Request.IsInFrame()
            ? ProblemPage.InFrame.WriteAsync(http, options)
            : Redirects.ToPathAsync(http, LoginPath(http, session, context.Properties));
    }

    public Task ForbidAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (!IsForPeople(http)) return Answers.ForbiddenAsync(http, "access_denied");
        // No body: the application's own status page says it in its own look.
        http.SetNoStore();
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsForPeople(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetOrderedMetadata<IAuthorizeData>().Any(d => names.IsForScripts(d.Policy)) == true) return false;
        if (metadata?.GetMetadata<IDisableCookieRedirectMetadata>() is not null
            && metadata.GetMetadata<IAllowCookieRedirectMetadata>() is null)
            return false;
        return context.Request.IsNavigation();
    }

    private string LoginPath(HttpContext context, RequestSession session, AuthenticationProperties properties)
    {
        var request = context.Request;
        // A POST cannot be repeated after the login; its page can.
        var here = request.PathBase + request.Path + (HttpMethods.IsGet(request.Method) ? request.QueryString : QueryString.Empty);
        var query = new QueryBuilder { { ReturnUrls.Parameter, properties.RedirectUri ?? here } };
        if (session.User?.GetTenantName() is { } tenant) query.Add(TenantResolution.NameParameter, tenant);
        if (session.User?.GetTenantCustomDomain() is { } domain) query.Add(TenantResolution.CustomDomainParameter, domain);
        return request.PathBase + options.AuthPath + "/login" + query.ToQueryString();
    }

    private static ProblemPage OutagePage(HttpContext context, SessionRefusal outage) =>
        (outage == SessionRefusal.StoreDown ? StoreDown : RefreshDown) with
        {
            RetryAfter = outage.RetryAfter,
            // The empty reference is this very address; nothing of it has to be written out.
            RetryPath = HttpMethods.IsGet(context.Request.Method) ? "" : null,
        };
}
