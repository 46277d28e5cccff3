using Microsoft.AspNetCore.Mvc;

namespace Wristband.DemoApp.Errors;

/// <summary>Sends every failure without a body of its own through the error page.</summary>
internal static class ErrorPages
{
    public const string Path = "/error";

    public static WebApplicationBuilder AddErrorPages(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<ApiBehaviorOptions>(ApiErrors.Configure);
        return builder;
    }

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = Path,
            // A request that could not be read is the sender's fault, not ours.
            StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute(Path);
    }
}
