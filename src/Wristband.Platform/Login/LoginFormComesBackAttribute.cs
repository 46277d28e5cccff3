using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Wristband.Platform.Http;

namespace Wristband.Platform.Login;

/// <summary>
/// A login form that comes without its form cookie signs nobody in, for another site may have sent it. Its owner loses nothing: the form
/// comes back with the address and what waits, never with the password (X-B4).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LoginFormComesBackAttribute : Attribute, IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult) return;
        var http = context.HttpContext;
        // What is no login form at all is the sender's mistake, as everywhere.
        if (!http.Request.HasFormContentType || !http.Request.Form.ContainsKey("password")) return;
        if (http.Request.Form["email"].ToString() is { Length: > 0 } email)
            http.RequestServices.GetRequiredService<TypedAddress>().Keep(http, email);
        context.Result = SafeRedirect.ToLocal(http.Request.Path + http.Request.QueryString);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
