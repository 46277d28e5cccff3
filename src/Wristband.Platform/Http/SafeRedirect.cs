using Microsoft.AspNetCore.Mvc;

namespace Wristband.Platform.Http;

/// <summary>
/// The only way to send a browser elsewhere: to a path of this host or to a <see cref="RegisteredUrl"/>. The answer to a POST
/// is 303, so that the next request is a GET and carries no form (G-18).
/// </summary>
internal sealed class SafeRedirect : IActionResult, IResult
{
    private SafeRedirect(string location) => Location = location;

    /// <summary>A path of this host, or a registered address.</summary>
    public string Location { get; }

    public bool IsToThisHost => IsLocal(Location);

    public static SafeRedirect To(RegisteredUrl url) => new(url.Value);

    /// <summary>To a path of the host that was asked. Throws for anything that a browser could read as another host.</summary>
    public static SafeRedirect ToLocal(string path) => IsLocal(path)
        ? new SafeRedirect(path)
        : throw new ArgumentException("Not a path of this host.", nameof(path));

    /// <summary>Whether every browser reads this as a path of the same host.</summary>
    public static bool IsLocal(string path) =>
        path.Length > 0 && path[0] == '/' && !(path.Length > 1 && path[1] is '/' or '\\')
            && path.All(c => c is > ' ' and < (char)127 and not '\\');

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var isRead = HttpMethods.IsGet(httpContext.Request.Method) || HttpMethods.IsHead(httpContext.Request.Method);
        httpContext.Response.StatusCode = isRead ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Location;
        return Task.CompletedTask;
    }

    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);
}
