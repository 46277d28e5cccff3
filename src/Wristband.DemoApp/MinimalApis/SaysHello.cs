using Wristband.DemoApp.Hello;

namespace Wristband.DemoApp.MinimalApis;

/// <summary>An endpoint filter: the endpoint behind it runs only when the body says hello.</summary>
internal sealed class SaysHello : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var problem = request.ContentLength == 0 ? "Request body is required." : await HelloBody.ProblemOfAsync(request);
        return problem is null ? await next(context) : Results.BadRequest(new { error = problem });
    }
}
