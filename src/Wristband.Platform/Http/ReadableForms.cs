using Microsoft.AspNetCore.Diagnostics;

namespace Wristband.Platform.Http;

/// <summary>
/// Reads a form that was posted to a page before anything else does, so that one which cannot be read is the sender's mistake
/// (G-03). The framework throws very different exceptions for that, and some of them later look like our own. Endpoints for
/// programs say the same in the form that their protocol has for it.
/// </summary>
internal sealed class ReadableForms(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !IsErrorPage(context) && !await CanBeReadAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await next(context);
    }

    // The error page runs through here again, with what is left of the request that failed.
    private static bool IsErrorPage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    // A body that is too large is an exception of its own and says its status itself.
    private static async Task<bool> CanBeReadAsync(HttpContext context)
    {
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return true;
        }
        catch (Exception unreadable) when (unreadable is not BadHttpRequestException
            and (IOException or InvalidDataException or InvalidOperationException or NotSupportedException or ArgumentException))
        {
            return false;
        }
    }
}
