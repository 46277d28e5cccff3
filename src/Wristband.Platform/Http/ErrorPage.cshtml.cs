using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.Platform.Http;

/// <summary>
/// What a person, or a program, sees when something went wrong: what happened, what to do, and an id to quote.
/// Never the exception, a path or anything else from inside (G-14).
/// </summary>
[OnEveryHost]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ErrorPage : PageModel
{
    public int Status { get; private set; }
    public string Heading { get; private set; } = "";
    public string Advice { get; private set; } = "";
    public string CorrelationId { get; private set; } = "";

    // Errors arrive with the method of the request that failed, so this cannot be a handler of one method.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var failed = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path
            ?? "";
        Status = HttpContext.Response.StatusCode is >= 400 and var status ? status : StatusCodes.Status404NotFound;
        HttpContext.Response.StatusCode = Status;
        CorrelationId = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
        var said = HttpContext.Features.Get<ErrorWords>();
        (Heading, Advice) = said is null ? Words(Status) : (said.Heading, said.Advice);
        if (said is null && WantsJson(failed)) context.Result = Problem();
    }

    /// <summary>Without a handler the framework would answer OPTIONS by itself, and with 200.</summary>
    public void OnOptions()
    {
    }

    private ObjectResult Problem() => new(new ProblemDetails
    {
        Status = Status,
        Title = ReasonPhrases.GetReasonPhrase(Status),
        Detail = Advice,
        Extensions = { ["traceId"] = CorrelationId },
    })
    { StatusCode = Status, ContentTypes = { "application/problem+json" } };

    private bool WantsJson(string path) =>
        path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
        || !Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static (string Heading, string Advice) Words(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("This page was open for too long", "Go back, reload the page and try again."),
        StatusCodes.Status404NotFound => ("This page does not exist", "Check the address, or start again from your application."),
        StatusCodes.Status405MethodNotAllowed => ("This page cannot be used like that", "Start again from your application."),
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status414UriTooLong or StatusCodes.Status415UnsupportedMediaType =>
            ("That was not understood", "Go back, reload the page and try again."),
        StatusCodes.Status429TooManyRequests => ("Too many attempts", "Wait a little, then try again."),
        StatusCodes.Status503ServiceUnavailable => ("Very busy at the moment", "Wait a few seconds, then try again."),
        >= 500 => ("Something went wrong on our side", "Try again in a moment. If it keeps happening, quote the id below."),
        _ => ("That did not work", "Go back and try again."),
    };
}
