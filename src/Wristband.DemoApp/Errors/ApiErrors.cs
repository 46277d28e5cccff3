using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.DemoApp.Errors;

/// <summary>Failures as scripts get them: <c>{"error": "..."}</c>, the same shape for every endpoint under /api.</summary>
internal static class ApiErrors
{
    /// <summary>Controllers answer a body that is not JSON in that shape too, instead of problem details.</summary>
    public static void Configure(ApiBehaviorOptions options)
    {
        options.SuppressMapClientErrors = true;
        options.InvalidModelStateResponseFactory = _ => new BadRequestObjectResult(new { error = "Invalid JSON body" });
    }

    public static JsonResult Result(int status, string correlationId) =>
        new(new { error = ReasonPhrases.GetReasonPhrase(status), correlationId }) { StatusCode = status };
}
