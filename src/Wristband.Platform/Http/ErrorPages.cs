using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Wristband.Platform.Http;

/// <summary>Set as a feature by whoever knows better than the status code what to tell the person in front of the screen.</summary>
/// <param name="Name">In <see cref="HttpTexts"/>, with "Heading" and "Advice" behind it.</param>
/// <param name="Detail">What a developer has to know besides, in English.</param>
internal sealed record ErrorWords(string Name, string? Detail = null)
{
    /// <summary>Where the page leads on to, when it is not this host's sign-in.</summary>
    public string? WayOn { get; init; }
}

/// <summary>Turns exceptions and bare status codes into <see cref="ErrorPage"/>.</summary>
internal static class ErrorPages
{
    private const string Path = "/error";

    public static WebApplication UseErrorPages(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute(Path);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = Path,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context => context.Exception is TooBusyException || StatusOf(context.Exception) < 500,
        });
        app.Use(AnnounceRetryAsync);
        app.UseMiddleware<ReadableForms>();
        return app;
    }

    /// <summary>
    /// Whether the error page answers this request: it runs through everything again, with what is left of the one that failed.
    /// </summary>
    public static bool IsAnswering(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    // Bad input is the sender's mistake, whatever the framework throws on it (G-02, G-03).
    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AntiforgeryValidationException or InvalidDataException => StatusCodes.Status400BadRequest,
        TooBusyException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    // The exception handler clears headers before it runs the error page, so this one is set as the response starts.
    private static async Task AnnounceRetryAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (TooBusyException busy)
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.RetryAfter =
                    busy.RetryAfter.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
            throw;
        }
    }
}
