namespace Wristband.Platform.Http;

/// <summary>
/// Reads a form that was posted to a page before anything else does, so that one which cannot be read is the sender's mistake
/// (G-03). What the framework throws later, while the page runs, looks like a mistake of our own. Endpoints for programs say the same
/// in the form that their protocol has for it.
/// </summary>
internal sealed class ReadableForms(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isForm = context.Request.HasFormContentType && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        if (isForm && !ErrorPages.IsAnswering(context) && !await RequestBodies.TryReadFormAsync(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await next(context);
    }
}
