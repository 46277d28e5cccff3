using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Wristband.DemoApp.Errors;

/// <summary>The end of every failed request: a page for people, JSON for scripts, and one log line that carries the same id.</summary>
[IgnoreAntiforgeryToken] // It runs in place of the request that failed, whatever its method was.
internal sealed partial class ErrorPage(ILogger<ErrorPage> logger, IStringLocalizer<ErrorTexts> texts) : PageModel
{
    private const string LoginPath = "/api/auth/login";

    public ErrorText Text { get; private set; } = ErrorText.For(StatusCodes.Status404NotFound, texts);

    /// <summary>The login; from a form that was sent without a session, back to that form.</summary>
    public string LoginUrl { get; private set; } = LoginPath;

    public string CorrelationId => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    /// <summary>Not a handler method, because those are chosen by HTTP method.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var path = HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path
            ?? HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath;
        // Opened by its own address: there is no error, hence no such page.
        if (path is null) Response.StatusCode = StatusCodes.Status404NotFound;

        var status = Response.StatusCode;
        Text = ErrorText.For(status, texts);
        if (HttpMethods.IsPost(Request.Method)) LoginUrl = LoginPath + new QueryBuilder { { "return_url", path ?? "/" } };
        if (status >= StatusCodes.Status500InternalServerError) Log.Failed(logger, status, CorrelationId);
        if (new PathString(path).StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            context.Result = ApiErrors.Result(status, CorrelationId);
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Error, "A request ended with {Status}. The visitor sees the correlation id {CorrelationId}.")]
        public static partial void Failed(ILogger logger, int status, string correlationId);
    }
}
