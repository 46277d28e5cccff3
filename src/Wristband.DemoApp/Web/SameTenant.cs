using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Web;

/// <summary>
/// A page that was opened in one workspace does not act in another one that was entered in another tab since: what it sends names its
/// tenant. And a form that is sent after the session ended is answered by a page, since the way to the login leads to another origin,
/// where the content security policy lets no form go.
/// </summary>
internal static class SameTenant
{
    /// <summary>Of forms, and of addresses where a script can set no header.</summary>
    public const string Field = "page_tenant";
    private const string Header = "X-Page-Tenant";

    public static void UseSameTenant(this WebApplication app) => app.Use(CheckAsync);

    private static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // Answering for a request that was refused, perhaps here.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            await next(context);
            return;
        }
        // Below /api the body is the endpoint's own, whatever type it declares.
        var isForm = HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType
            && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (context.User.Identity?.IsAuthenticated != true)
        {
            if (isForm && NeedsSession(context.GetEndpoint())) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else await next(context);
            return;
        }
        // __WRISTBAND__ What is named here opens nothing: whose rows are seen is decided by the session alone.
        if (await NamedAsync(context.Request, isForm) is { } named && named != context.User.GetTenantId())
            context.Response.StatusCode = StatusCodes.Status409Conflict;
        else await next(context);
    }

    private static bool NeedsSession(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    private static async Task<string?> NamedAsync(HttpRequest request, bool isForm)
    {
        var named = request.Headers[Header].ToString();
        if (named.Length == 0) named = request.Query[Field].ToString();
        if (named.Length == 0 && isForm) named = (await request.ReadFormAsync(request.HttpContext.RequestAborted))[Field].ToString();
        return named.Length == 0 ? null : named;
    }
}
