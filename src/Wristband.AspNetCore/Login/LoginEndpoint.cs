using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Login;

/// <summary>
/// GET login: finds the tenant and where the person wants to go, and sends the browser to the tenant's own login page; or to the
/// application's page that asks for the tenant.
/// </summary>
internal sealed class LoginEndpoint(
    WristbandOptions options,
    SettingsSource source,
    TenantResolution tenants,
    ReturnUrls returnUrls,
    AuthorizationRequest authorization,
    WristbandMetrics metrics)
{
    /// <summary>Says that this login was sent here by another host of the application, so that it is sent on no further.</summary>
    private const string MovedParameter = "moved";

    public async Task HandleAsync(HttpContext context)
    {
        context.SetNoStore();
        var request = context.Request;
        if (request.IsPrefetch()) Answers.RefuseLoadingAhead(context);
        else if (request.IsInFrame()) await ProblemPage.InFrame.WriteAsync(context, options);
        else if (Repeated(request) is { } name)
            await LoginProblems.Repeated(name, request.PathBase + options.AuthPath + "/login").WriteAsync(context, options);
        else if (await source.GetAsync(context.RequestAborted) is { } settings) await BeginAsync(context, settings);
        else await UnreachableAsync(context);
    }

    private async Task BeginAsync(HttpContext context, PlatformSettings settings)
    {
        var request = context.Request;
        var tenant = await tenants.ForLoginAsync(request, settings, context.RequestAborted);
        var returnUrl = await authorization.ResumeAsync(context) is { } waiting
            ? returnUrls.Accept(waiting, request, settings)
            : returnUrls.Asked(request, settings);

        if (tenant.IsUndecided) await UnreachableAsync(context);
        else if (settings.LoginUrlFor(tenant.Name) is { } own && !IsHere(own, request))
            await Redirects.ToConfiguredAsync(context, Moved(own, request, returnUrl));
        else if (tenant.IsResolved || settings.ApplicationAuthorizationRequestsEnabled)
        {
            metrics.LoginStarted();
            await authorization.SendAsync(context, settings, tenant, returnUrl);
        }
        else await authorization.AskForTenantAsync(context, settings, returnUrl);
    }

    /// <summary>
    /// A login ends on the redirect URI's host, and its cookies with it; so it begins there. Only once: behind a proxy that hides the
    /// host, no login would ever seem to be at home.
    /// </summary>
    private static bool IsHere(Uri own, HttpRequest request) =>
        request.Query.ContainsKey(MovedParameter)
        || (own.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && (request.Host.Port is { } port ? port == own.Port : own.IsDefaultPort));

    private static Uri Moved(Uri own, HttpRequest request, string? returnUrl)
    {
        var query = new QueryBuilder(request.Query.Where(p => p.Key != ReturnUrls.Parameter)) { { MovedParameter, "1" } };
        if (returnUrl is not null) query.Add(ReturnUrls.Parameter, returnUrl);
        return new UriBuilder(own) { Query = query.ToString() }.Uri;
    }

    private static string? Repeated(HttpRequest request) => request.RepeatedParameter(
        TenantResolution.NameParameter, TenantResolution.CustomDomainParameter, ReturnUrls.Parameter, "login_hint", "idp_hint", "state",
        LoginLanguages.Parameter, StateValue.RestartParameter);

    private Task UnreachableAsync(HttpContext context)
    {
        metrics.LoginFailed("WB1101");
        return LoginProblems.PlatformUnreachable.WriteAsync(context, options);
    }
}
