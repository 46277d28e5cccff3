using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Callback;

/// <summary>How a callback ends: at the page that was wanted, at the login once more, or at a page that says why not.</summary>
internal sealed class CallbackAnswers(
    WristbandOptions options,
    SchemeNames names,
    LoginStateCookies states,
    ReturnUrls returnUrls,
    WristbandMetrics metrics)
{
    private const string StateMissing = "state_missing";

    /// <summary>The login is complete.</summary>
    public Task CompleteAsync(HttpContext context, LoginState login, PlatformSettings? settings)
    {
        metrics.LoginCompleted();
        states.Remove(context, login.State);
        states.Tidy(context);
        return GoAsync(context, login.ReturnUrl, settings);
    }

    /// <summary>Whether the browser has a session that counts.</summary>
    public async Task<bool> IsSignedInAsync(HttpContext context) => (await context.AuthenticateAsync(names.Session)).Succeeded;

    /// <summary>The back button after a login: the cookie has served, the session is there.</summary>
    public Task RepeatAsync(HttpContext context, string? returnUrl, PlatformSettings? settings)
    {
        states.Tidy(context);
        return GoAsync(context, returnUrl, settings);
    }

    public Task RestartAsync(HttpContext context, LoginState login, string reason)
    {
        states.Remove(context, login.State);
        states.Tidy(context);
        return StartAgainAsync(context, login.State, Query(login), reason);
    }

    /// <summary>
    /// The browser has no such login, or no longer: its cookie is gone, or it has served and its session is over (back to the login page
    /// after a sign-out, and in once more). Where it wanted to go may still be known.
    /// </summary>
    public async Task RestartUnknownAsync(
        HttpContext context, string state, string? tenantName, string? customDomain, string? returnUrl)
    {
        states.Tidy(context);
        returnUrl ??= await states.ReturnUrlOfAsync(state);
        await StartAgainAsync(context, state, Query(tenantName, customDomain, returnUrl), StateMissing);
    }

    public Task EndAsync(HttpContext context, LoginState login, ProblemPage problem)
    {
        states.Remove(context, login.State);
        return ShowAsync(context, problem with { RetryPath = LoginPath(context.Request) + Query(login).ToQueryString() });
    }

    public Task ShowAsync(HttpContext context, ProblemPage problem)
    {
        metrics.LoginFailed(problem.Id);
        return (problem with { RetryPath = problem.RetryPath ?? LoginPath(context.Request) }).WriteAsync(context, options);
    }

    private Task GoAsync(HttpContext context, string? returnUrl, PlatformSettings? settings) => Redirects.ToReturnUrlAsync(
        context, returnUrls.Accept(returnUrl, context.Request, settings) ?? returnUrls.Default(context.Request));

    /// <summary>Back to the login of the same tenant, but not for ever: the state itself counts the attempts (S-21).</summary>
    private Task StartAgainAsync(HttpContext context, string state, QueryBuilder query, string reason)
    {
        var restarts = StateValue.Restarts(state);
        if (restarts >= StateValue.MostRestarts)
            return ShowAsync(context, reason == StateMissing ? CallbackProblems.NoCookies : CallbackProblems.TooManyRestarts);
        metrics.LoginRestarted(reason);
        query.Add(StateValue.RestartParameter, (restarts + 1).ToString(CultureInfo.InvariantCulture));
        return Redirects.ToPathAsync(context, LoginPath(context.Request) + query.ToQueryString());
    }

    private static QueryBuilder Query(LoginState login) => Query(login.TenantName, login.CustomDomain, login.ReturnUrl);

    private static QueryBuilder Query(string? tenantName, string? customDomain, string? returnUrl)
    {
        var query = new QueryBuilder();
        if (tenantName is not null) query.Add(TenantResolution.NameParameter, tenantName);
        if (customDomain is not null) query.Add(TenantResolution.CustomDomainParameter, customDomain);
        if (returnUrl is not null) query.Add(ReturnUrls.Parameter, returnUrl);
        return query;
    }

    private string LoginPath(HttpRequest request) => request.PathBase + options.AuthPath + "/login";
}
