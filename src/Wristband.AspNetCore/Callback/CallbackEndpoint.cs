using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Callback;

/// <summary>
/// GET callback. The order is the protection: parameters, then the proof that this browser began this login, then the issuer, and
/// only then what the platform says (S-20).
/// </summary>
internal sealed class CallbackEndpoint(
    [FromKeyedServices] WristbandOptions options,
    [FromKeyedServices] PlatformAddress platform,
    [FromKeyedServices] SettingsSource source,
    [FromKeyedServices] LoginStateCookies states,
    [FromKeyedServices] Redemptions redemptions,
    [FromKeyedServices] LoginCompletion completion,
    [FromKeyedServices] ReturnUrls returnUrls,
    WristbandMetrics metrics)
{
    private const int LongestCode = 2048;
    private const string StateMissing = "state_missing";

    public async Task HandleAsync(HttpContext context)
    {
        context.SetNoStore();
        var request = context.Request;
        if (request.IsPrefetch())
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        if (request.RepeatedParameter("state", "code", "error", "error_description", "iss", TenantResolution.NameParameter,
                TenantResolution.CustomDomainParameter) is { } repeated)
        {
            await ShowAsync(context, CallbackProblems.Repeated(repeated));
            return;
        }
        if (request.Parameter("state") is not { } state || !StateValue.IsWellFormed(state))
        {
            await ShowAsync(context, CallbackProblems.NoState);
            return;
        }

        if (states.Read(context, state) is not { } login) await WithoutLoginAsync(context, state);
        else if (!login.Host.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)) await RestartAsync(context, login, "other_host");
        else if (request.Parameter("iss") is { } issuer && issuer != platform.Issuer) await EndAsync(context, login, CallbackProblems.WrongIssuer);
        else if (IsForAnotherTenant(request, login)) await RestartAsync(context, login, "other_tenant");
        else if (request.Parameter("error") is { } error) await RefusedAsync(context, login, error);
        else if (request.Parameter("code") is not { Length: <= LongestCode } code) await EndAsync(context, login, CallbackProblems.NoCode);
        else await RedeemAsync(context, login, code);
    }

    /// <summary>The query's tenant is only ever compared; the session takes its tenant from the login and the tokens (S-26).</summary>
    private static bool IsForAnotherTenant(HttpRequest request, LoginState login) =>
        login.TenantName is { } asked && request.Parameter(TenantResolution.NameParameter) is { } said
            && !asked.Equals(said, StringComparison.OrdinalIgnoreCase);

    private async Task WithoutLoginAsync(HttpContext context, string state)
    {
        // The back button after a login: the cookie has served, the session is there.
        var settings = await source.GetAsync(context.RequestAborted);
        if (await redemptions.CompletedAsync(state) is { } use)
        {
            states.Tidy(context);
            Redirects.ToReturnUrl(context, returnUrls.OrDefault(returnUrls.Accept(use.ReturnUrl, context.Request, settings)));
            return;
        }
        var name = settings is null ? null : TenantResolution.NameIn(context.Request, settings);
        var domain = HostName.TryParse(context.Request.Parameter(TenantResolution.CustomDomainParameter), out var host) ? host.Authority : null;
        await StartAgainAsync(context, state, name?.Value, domain, returnUrl: null, StateMissing);
    }

    private Task RefusedAsync(HttpContext context, LoginState login, string error) =>
        error.Equals("login_required", StringComparison.OrdinalIgnoreCase)
            ? RestartAsync(context, login, "login_required")
            : EndAsync(context, login, CallbackProblems.Refused(Printable(error)));

    private static string Printable(string error) =>
        error.Length <= 64 && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? error : "unknown";

    private async Task RedeemAsync(HttpContext context, LoginState login, string code)
    {
        var outcome = await redemptions.RedeemOnceAsync(context, login, code);
        if (outcome?.Problem is { } problem)
        {
            await EndAsync(context, login, problem);
            return;
        }
        if (outcome?.Restart is { } reason)
        {
            await RestartAsync(context, login, reason);
            return;
        }
        try
        {
            if (outcome?.Completed is { } completed) await completion.WriteAsync(context, completed);
        }
        catch (SessionTooLargeException)
        {
            await EndAsync(context, login, CallbackProblems.SessionTooLarge);
            return;
        }
        metrics.LoginCompleted();
        states.Remove(context, login.State);
        states.Tidy(context);
        var settings = await source.GetAsync(context.RequestAborted);
        Redirects.ToReturnUrl(context, returnUrls.OrDefault(returnUrls.Accept(login.ReturnUrl, context.Request, settings)));
    }

    private Task RestartAsync(HttpContext context, LoginState login, string reason)
    {
        states.Remove(context, login.State);
        return StartAgainAsync(context, login.State, login.TenantName, login.CustomDomain, login.ReturnUrl, reason);
    }

    /// <summary>Back to the login of the same tenant, but not for ever: the state itself counts the attempts (S-21).</summary>
    private async Task StartAgainAsync(
        HttpContext context, string state, string? tenantName, string? customDomain, string? returnUrl, string reason)
    {
        var restarts = StateValue.Restarts(state);
        if (restarts >= StateValue.MostRestarts)
        {
            await ShowAsync(context, reason == StateMissing ? CallbackProblems.NoCookies : CallbackProblems.TooManyRestarts);
            return;
        }
        metrics.LoginRestarted(reason);
        states.Tidy(context);
        var query = new QueryBuilder();
        if (tenantName is not null) query.Add(TenantResolution.NameParameter, tenantName);
        if (customDomain is not null) query.Add(TenantResolution.CustomDomainParameter, customDomain);
        if (returnUrl is not null) query.Add(ReturnUrls.Parameter, returnUrl);
        query.Add(StateValue.RestartParameter, (restarts + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Redirects.ToPath(context, LoginPath(context.Request) + query.ToQueryString());
    }

    private Task EndAsync(HttpContext context, LoginState login, ProblemPage problem)
    {
        states.Remove(context, login.State);
        var query = new QueryBuilder();
        if (login.TenantName is { } name) query.Add(TenantResolution.NameParameter, name);
        if (login.CustomDomain is { } domain) query.Add(TenantResolution.CustomDomainParameter, domain);
        if (login.ReturnUrl is { } returnUrl) query.Add(ReturnUrls.Parameter, returnUrl);
        return ShowAsync(context, problem with { RetryPath = LoginPath(context.Request) + query.ToQueryString() });
    }

    private Task ShowAsync(HttpContext context, ProblemPage problem)
    {
        metrics.LoginFailed(problem.Id);
        return (problem with { RetryPath = problem.RetryPath ?? LoginPath(context.Request) }).WriteAsync(context, options.Events);
    }

    private string LoginPath(HttpRequest request) => request.PathBase + options.AuthPath + "/login";
}
