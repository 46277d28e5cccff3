using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Http;
using Wristband.Platform.Shared;

namespace Wristband.Platform.Forms;

/// <summary>
/// How every form of every page answers: POST, redirect, GET (X-C7). One that is not accepted comes back on a page view of its own, with
/// what was typed, what is wrong and how long to wait, under the status that says so; to reload it or to come back to it sends nothing
/// again. One that is accepted never leads to another origin by itself, because Chromium checks form-action on every redirect, and where an
/// application leads on to is its own affair (X-B8): a page of this origin goes on from there.
/// </summary>
internal sealed class FormsComeBack(
    KeptForms forms, GoingOn goingOn, IStringLocalizer<SharedTexts> texts, IStringLocalizer<HttpTexts> common) : IAlwaysRunResultFilter
{
    private const string Password = "password";
    private const string Token = "__RequestVerificationToken";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        if (ErrorPages.IsAnswering(http)) return;
        if (HttpMethods.IsPost(http.Request.Method)) AnswerPost(context, http);
        else if (context.Result is PageResult && forms.Find(http) is { } kept) Show(kept, context.ModelState, http.Response);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }

    private void AnswerPost(ResultExecutingContext context, HttpContext http)
    {
        switch (context.Result)
        {
            case SafeRedirect redirect:
                context.Result = goingOn.From(redirect);
                return;
            case IAntiforgeryValidationFailedResult when http.Request.HasFormContentType && http.Request.Form.ContainsKey(Token):
                // One of ours without its cookie. Another site may have sent it, so nothing was done; its owner loses nothing (X-B4).
                context.ModelState.AddModelError("", texts["FormTooOld"]);
                break;
            case TooManyAttempts limited:
                context.ModelState.AddModelError("", texts["TooMany", Wait.InWords(limited.RetryAfter, common)]);
                TooManyAttempts.Announce(http, limited.RetryAfter);
                break;
            case PageResult:
                break;
            default:
                return;
        }
        ComeBack(context, http);
    }

    private void ComeBack(ResultExecutingContext context, HttpContext http)
    {
        var response = http.Response;
        var status = response.StatusCode >= StatusCodes.Status400BadRequest ? response.StatusCode : StatusCodes.Status400BadRequest;
        var retryAfter = response.Headers.RetryAfter.ToString() is { Length: > 0 } wait ? wait : null;
        response.Headers.Remove("Retry-After");
        var typed = TypedInto(http.Request.Form, context.ModelState);
        var pageRan = context.Result is not IAntiforgeryValidationFailedResult;
        forms.Keep(http, new KeptForm(typed, [.. ProblemsOf(context.ModelState)], status, retryAfter), pageRan);
        var page = http.Request.Path + http.Request.QueryString;
        context.Result = SafeRedirect.ToLocal(SafeRedirect.IsLocal(page) ? page : http.Request.Path);
    }

    private static void Show(KeptForm kept, ModelStateDictionary state, HttpResponse response)
    {
        foreach (var (name, problem) in kept.Problems) state.AddModelError(name, problem);
        response.StatusCode = kept.Status;
        if (kept.RetryAfter is not null) response.Headers.RetryAfter = kept.RetryAfter;
    }

    // What the page made of a field counts: a proposed name, for one.
    private static Dictionary<string, string> TypedInto(IFormCollection form, ModelStateDictionary state) => form
        .Where(field => field.Key is not Token && !field.Key.Contains(Password, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(field => field.Key, field => state[field.Key]?.AttemptedValue ?? field.Value.ToString());

    private static IEnumerable<KeyValuePair<string, string>> ProblemsOf(ModelStateDictionary state) =>
        from field in state
        from error in field.Value.Errors
        select KeyValuePair.Create(field.Key, error.ErrorMessage);
}
