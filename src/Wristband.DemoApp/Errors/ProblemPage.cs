using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Errors;

/// <summary>The SDK's own pages (a login that cannot go on, an outage, "Do you want to sign out?") in this application's look.</summary>
internal sealed class ProblemPage(WristbandProblemContext problem) : IResult
{
    private const string View = "/Errors/Problem.cshtml";

    /// <summary>__WRISTBAND__ OnProblem: the words, the status and the headers are there, the look is ours.</summary>
    public static Task ShowAsync(WristbandProblemContext problem)
    {
        problem.Result = new ProblemPage(problem);
        return Task.CompletedTask;
    }

    public Task ExecuteAsync(HttpContext httpContext) => new ViewResult
    {
        ViewName = View,
        StatusCode = problem.Status,
        ViewData = new ViewDataDictionary<WristbandProblemContext>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = problem,
        },
    }.ExecuteResultAsync(new ActionContext(httpContext, httpContext.GetRouteData(), new ActionDescriptor()));
}
