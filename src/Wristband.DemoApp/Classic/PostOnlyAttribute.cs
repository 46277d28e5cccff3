using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Wristband.DemoApp.Classic;

/// <summary>
/// Refuses other methods after authorization. [HttpPost] would refuse them in routing, before it, and tell strangers which
/// addresses exist.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PostOnlyAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method)) return;
        context.HttpContext.Response.Headers.Allow = HttpMethods.Post;
        context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
