using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Session.Csrf;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Logout;

/// <summary>
/// GET and POST logout. The session ends first (S-72); then the browser goes to the tenant's own logout, so that single sign-on ends too.
/// </summary>
internal sealed class LogoutEndpoint(
    WristbandOptions options,
    SchemeNames names,
    CsrfGuard csrf,
    LogoutIntent intent,
    SessionEnd end,
    LogoutTarget target)
{
    private const int LongestState = 512;

    public async Task GetAsync(HttpContext context)
    {
        context.SetNoStore();
        switch (intent.Of(context.Request))
        {
            case LogoutIntent.Meant:
                await LogOutAsync(context);
                break;
            case LogoutIntent.Prefetched:
                Answers.RefuseLoadingAhead(context);
                break;
            case LogoutIntent.LedHere:
                await Confirm(context.Request).WriteAsync(context, options);
                break;
            default:
                await Answers.ForbiddenAsync(context, "logout_not_a_navigation");
                break;
        }
    }

    public async Task PostAsync(HttpContext context)
    {
        context.SetNoStore();
        await context.AuthenticateAsync(names.Session);
        // A refused session still counts here: its owner wants it gone. Only a request that the owner did not make is stopped.
        if (RequestSession.Of(context, names).Ticket is { } ticket && await csrf.RefuseAsync(context.Request, ticket) is { } reason)
        {
            await Answers.ForbiddenAsync(context, reason);
            return;
        }
        await LogOutAsync(context);
    }

    private async Task LogOutAsync(HttpContext context)
    {
        if (context.Request.RepeatedParameter(
            "redirect_url", "state", TenantResolution.NameParameter, TenantResolution.CustomDomainParameter)
                is { } repeated)
        {
            await (Problem(context.Request, "WB1201", "ParameterRepeated") with { Details = [repeated] }).WriteAsync(context, options);
            return;
        }
        if (context.Request.Parameter("state") is { Length: > LongestState })
        {
            await Problem(context.Request, "WB1402", "StateTooLong").WriteAsync(context, options);
            return;
        }

        await context.AuthenticateAsync(names.Session);
        var session = RequestSession.Of(context, names);
        if (await end.TryAsync(context, session)) await target.GoAsync(context, session.User);
        else await StoreDown(context.Request).WriteAsync(context, options);
    }

    private ProblemPage StoreDown(HttpRequest request) => new(
        StatusCodes.Status503ServiceUnavailable, "WB1404", "NotSignedOutTitle", "NotSignedOut")
    {
        RetryPath = request.PathBase + options.AuthPath + "/logout",
        RetryText = "SignOut",
        RetryAfter = SessionRefusal.StoreDown.RetryAfter,
    };

    private ProblemPage Confirm(HttpRequest request) => new(
        StatusCodes.Status200OK, "WB1403", "ConfirmLogoutTitle", "ConfirmLogout")
    {
        RetryPath = request.PathBase + options.AuthPath + "/logout",
        RetryText = "SignOut",
    };

    private ProblemPage Problem(HttpRequest request, string id, string advice) => new(
        StatusCodes.Status400BadRequest, id, "LogoutLinkBrokenTitle", advice)
    {
        RetryPath = request.PathBase + options.AuthPath + "/logout",
        RetryText = "SignOut",
    };
}
