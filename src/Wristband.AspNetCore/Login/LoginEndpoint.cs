using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Login;

/// <summary>
/// GET login: finds the tenant, remembers what this login is about, and sends the browser to the tenant's own login page; or to the
/// application's page that asks for the tenant.
/// </summary>
internal sealed class LoginEndpoint(
    [FromKeyedServices] WristbandOptions options,
    [FromKeyedServices] PlatformAddress platform,
    [FromKeyedServices] SettingsSource source,
    [FromKeyedServices] TenantResolution tenants,
    [FromKeyedServices] TenantUrls urls,
    [FromKeyedServices] ReturnUrls returnUrls,
    [FromKeyedServices] LoginStateCookies states,
    [FromKeyedServices] CustomState notes,
    TimeProvider clock,
    WristbandMetrics metrics)
{
    private const int LongestHint = 256;

    public async Task HandleAsync(HttpContext context)
    {
        context.SetNoStore();
        var request = context.Request;
        if (request.IsPrefetch())
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        if (Repeated(request) is { } name)
        {
            await LoginProblems.Repeated(name, request.PathBase + options.AuthPath + "/login").WriteAsync(context, options.Events);
            return;
        }
        if (await source.GetAsync(context.RequestAborted) is not { } settings)
        {
            metrics.LoginFailed("WB1101");
            await LoginProblems.PlatformUnreachable.WriteAsync(context, options.Events);
            return;
        }

        var tenant = await tenants.ForLoginAsync(request, settings, context.RequestAborted);
        var returnUrl = returnUrls.Accept(request.Parameter(ReturnUrls.Parameter), request, settings);
        if (tenant.IsResolved || settings.ApplicationAuthorizationRequestsEnabled)
            GoToAuthorize(context, settings, tenant, returnUrl, await notes.TakeAsync(context, tenant, returnUrl));
        else GoToApplicationLogin(context, settings, returnUrl);
    }

    private static string? Repeated(HttpRequest request) => request.RepeatedParameter(
        TenantResolution.NameParameter, TenantResolution.CustomDomainParameter, ReturnUrls.Parameter, "login_hint", "idp_hint", "state",
        StateValue.RestartParameter);

    private void GoToAuthorize(
        HttpContext context, PlatformSettings settings, TenantTarget tenant, string? returnUrl, Dictionary<string, string>? customState)
    {
        var request = context.Request;
        var state = new LoginState
        {
            State = StateValue.New(request.Parameter(StateValue.RestartParameter) is [>= '1' and <= '3' and var digit] ? digit - '0' : 0),
            Nonce = LoginState.NewSecret(),
            Verifier = LoginState.NewSecret(),
            TenantName = tenant.Name?.Value,
            CustomDomain = tenant.CustomDomain?.Authority,
            RedirectUri = settings.RedirectUri,
            Issuer = platform.Issuer,
            Host = request.Host.Value ?? "",
            ReturnUrl = returnUrl,
            CustomState = customState,
            Created = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        states.Write(context, state);
        metrics.LoginStarted();
        var host = urls.HostOf(tenant, settings);
        Redirects.ToHost(context, urls.Authorize(host, AuthorizeQuery(request, state)), host);
    }

    private IEnumerable<KeyValuePair<string, string>> AuthorizeQuery(HttpRequest request, LoginState state)
    {
        yield return new("client_id", options.ClientId);
        yield return new("response_type", "code");
        yield return new("redirect_uri", state.RedirectUri);
        yield return new("scope", string.Join(' ', options.Scopes));
        yield return new("state", state.State);
        yield return new("nonce", state.Nonce);
        yield return new("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(state.Verifier))));
        yield return new("code_challenge_method", "S256");
        foreach (var hint in new[] { "login_hint", "idp_hint" })
        {
            if (request.Parameter(hint) is { Length: <= LongestHint } value) yield return new(hint, value);
        }
    }

    private void GoToApplicationLogin(HttpContext context, PlatformSettings settings, string? returnUrl)
    {
        states.Tidy(context);
        Redirects.ToConfigured(context, urls.ApplicationLogin(settings, returnUrl));
    }
}
