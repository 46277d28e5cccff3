using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Wristband.Platform.Http;

/// <summary>
/// What a person, or a program, sees when something went wrong: what happened, what to do, and an id to quote.
/// Never the exception, a path or anything else from inside (G-14).
/// </summary>
[OnEveryHost]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ErrorPage(IStringLocalizer<HttpTexts> texts) : PageModel
{
    public int Status { get; private set; }
    public string Heading { get; private set; } = "";
    public string Advice { get; private set; } = "";
    public string? Detail { get; private set; }
    public string CorrelationId { get; private set; } = "";

    /// <summary>Where to go from here; null when nothing is known under this address.</summary>
    public string? WayOn { get; private set; }

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
        var name = said?.Name ?? NameOf(Status);
        WayOn = said?.WayOn ?? (HttpContext.FindHost()?.Application is null ? null : "/login");
        Heading = texts[name + "Heading"];
        Advice = texts[name + "Advice"];
        Detail = said?.Detail;
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
        Detail = Detail ?? Advice,
        Extensions = { ["traceId"] = CorrelationId },
    })
    { StatusCode = Status, ContentTypes = { "application/problem+json" } };

    private bool WantsJson(string path) =>
        path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
        || !Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "BadRequest",
        StatusCodes.Status404NotFound => "NotFound",
        StatusCodes.Status405MethodNotAllowed => "NotAllowed",
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status414UriTooLong or StatusCodes.Status415UnsupportedMediaType =>
            "NotUnderstood",
        StatusCodes.Status429TooManyRequests => "TooMany",
        StatusCodes.Status503ServiceUnavailable => "Busy",
        >= 500 => "OurSide",
        _ => "Other",
    };
}
