using Microsoft.AspNetCore.Http;
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
    PlatformAddress platform,
    SettingsSource source,
    LoginStateCookies states,
    Redemption redemption,
    LoginCompletion completion,
    CallbackAnswers answers)
{
    private const int LongestCode = 2048;

    public async Task HandleAsync(HttpContext context)
    {
        context.SetNoStore();
        var request = context.Request;
        if (request.IsPrefetch()) Answers.RefuseLoadingAhead(context);
        else if (request.RepeatedParameter("state", "code", "error", "error_description", "iss", TenantResolution.NameParameter,
                TenantResolution.CustomDomainParameter) is { } repeated)
            await answers.ShowAsync(context, CallbackProblems.Repeated(repeated));
        else if (request.Parameter("state") is not { } state || !StateValue.IsWellFormed(state))
            await answers.ShowAsync(context, CallbackProblems.NoState);
        else if (await states.ReadAsync(context, state) is { } login) await ContinueAsync(context, login);
        else await WithoutLoginAsync(context, state);
    }

    private async Task ContinueAsync(HttpContext context, LoginState login)
    {
        var request = context.Request;
        if (!login.Host.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase))
            await answers.RestartAsync(context, login, "other_host");
        else if (request.Parameter("iss") is { } issuer && issuer != platform.Issuer)
            await answers.EndAsync(context, login, CallbackProblems.WrongIssuer);
        else if (IsForAnotherTenant(request, login)) await answers.RestartAsync(context, login, "other_tenant");
        else if (request.Parameter("error") is { } error) await RefusedAsync(context, login, error);
        else if (request.Parameter("code") is not { Length: <= LongestCode } code)
            await answers.EndAsync(context, login, CallbackProblems.NoCode);
        else await RedeemAsync(context, login, code);
    }

    /// <summary>The query's tenant is only ever compared; the session takes its tenant from the login and the tokens (S-26).</summary>
    private static bool IsForAnotherTenant(HttpRequest request, LoginState login) =>
        login.TenantName is { } asked && request.Parameter(TenantResolution.NameParameter) is { } said
            && !asked.Equals(said, StringComparison.OrdinalIgnoreCase);

    private async Task WithoutLoginAsync(HttpContext context, string state)
    {
        var settings = await source.GetAsync(context.RequestAborted);
        var completed = await redemption.CompletedAsync(state);
        if (completed is not null && await answers.IsSignedInAsync(context))
        {
            await answers.RepeatAsync(context, completed.ReturnUrl, settings);
            return;
        }
        var name = settings is null ? null : TenantResolution.NameIn(context.Request, settings);
        var domain = context.Request.Parameter(TenantResolution.CustomDomainParameter);
        if (!HostName.TryParse(domain, out _)) domain = null;
        await answers.RestartUnknownAsync(context, state, name?.Value, domain, completed?.ReturnUrl);
    }

    private Task RefusedAsync(HttpContext context, LoginState login, string error) =>
        error.Equals("login_required", StringComparison.OrdinalIgnoreCase)
            ? answers.RestartAsync(context, login, "login_required")
            : answers.EndAsync(context, login, CallbackProblems.Refused(Printable(error)));

    private static string Printable(string error) =>
        error.Length <= 64 && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? error : "unknown";

    private async Task RedeemAsync(HttpContext context, LoginState login, string code)
    {
        var outcome = await redemption.RedeemOnceAsync(context, login, code);
        if (outcome.Problem is { } problem) await answers.EndAsync(context, login, problem);
        else if (outcome.Restart is { } reason) await answers.RestartAsync(context, login, reason);
        else if (await completion.TryWriteAsync(context, login, outcome.Completed))
            await answers.CompleteAsync(context, login, await source.GetAsync(context.RequestAborted));
        else await answers.EndAsync(context, login, CallbackProblems.SessionTooLarge);
    }
}
