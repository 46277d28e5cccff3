using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Wristband.Platform.Http;

/// <summary>
/// The answer to too many attempts: 429 with Retry-After, a friendly page for browsers and a problem document for programs.
/// </summary>
internal sealed class TooManyAttempts(TimeSpan retryAfter) : IActionResult, IResult
{
    public TimeSpan RetryAfter => retryAfter;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        Announce(httpContext, retryAfter);
        return Task.CompletedTask;
    }

    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    /// <summary>Status and header only, for a page that explains itself.</summary>
    public static void Announce(HttpContext context, TimeSpan retryAfter)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
