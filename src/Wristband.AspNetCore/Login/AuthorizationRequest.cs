using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Login;

/// <summary>
/// Begins a login: remembers in this browser what it is about, and sends the person to the tenant's own login page, or to the page that
/// asks for the tenant.
/// </summary>
internal sealed class AuthorizationRequest(
    WristbandOptions options,
    PlatformAddress platform,
    TenantUrls urls,
    LoginStateCookies states,
    CustomState notes,
    TimeProvider time)
{
    /// <summary>The longest address that a mailbox can have; other hints are shorter still.</summary>
    private const int LongestHint = 254;

    /// <summary>What other platforms take as <c>state</c> of their page that asks for the tenant.</summary>
    private const int LongestApplicationState = 450;

    public async Task SendAsync(HttpContext context, PlatformSettings settings, TenantTarget tenant, string? returnUrl)
    {
        var starting = new WristbandLoginStartingContext(context, tenant.Name?.Value, returnUrl) { UiLocales = LoginLanguages.Of(context) };
        var custom = await notes.TakeAsync(starting);
        var login = New(context.Request, settings, tenant, returnUrl) with { CustomState = custom };
        await states.WriteAsync(context, login);
        var host = urls.HostOf(tenant, settings);
        await Redirects.ToHostAsync(context, urls.Authorize(host, Query(context.Request, login, starting.UiLocales)), host);
    }

    /// <summary>
    /// Nobody knows the tenant yet: the page that asks for it comes back with the return URL, or with the name of what waits here.
    /// </summary>
    public async Task AskForTenantAsync(HttpContext context, PlatformSettings settings, string? returnUrl)
    {
        var state = returnUrl;
        if (returnUrl is { Length: > LongestApplicationState })
        {
            var waiting = New(context.Request, settings, new TenantTarget(null, null), returnUrl);
            await states.WriteAsync(context, waiting);
            state = waiting.State;
        }
        else states.Tidy(context);
        await Redirects.ToConfiguredAsync(context, urls.ApplicationLogin(settings, state, LoginLanguages.Of(context)));
    }

    /// <summary>The return URL that waited here while somebody was asked for the tenant; null when the request names none.</summary>
    public async ValueTask<string?> ResumeAsync(HttpContext context)
    {
        if (context.Request.Parameter(ReturnUrls.Parameter) is not { } state || !StateValue.IsWellFormed(state)) return null;
        var waiting = await states.ReadAsync(context, state);
        states.Remove(context, state);
        return waiting?.ReturnUrl;
    }

    private LoginState New(HttpRequest request, PlatformSettings settings, TenantTarget tenant, string? returnUrl) => new()
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
        Created = time.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private IEnumerable<KeyValuePair<string, string>> Query(HttpRequest request, LoginState login, string? languages)
    {
        yield return new("client_id", options.ClientId);
        yield return new("response_type", "code");
        yield return new("redirect_uri", login.RedirectUri);
        yield return new("scope", string.Join(' ', options.Scopes));
        yield return new("state", login.State);
        yield return new("nonce", login.Nonce);
        yield return new("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(login.Verifier))));
        yield return new("code_challenge_method", "S256");
        foreach (var hint in new[] { "login_hint", "idp_hint" })
        {
            if (request.Parameter(hint) is { Length: <= LongestHint } value && !value.Any(char.IsControl)) yield return new(hint, value);
        }
        if (LoginLanguages.Usable(languages) is { } tags) yield return new(LoginLanguages.Parameter, tags);
    }
}
