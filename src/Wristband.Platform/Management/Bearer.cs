using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Token;

namespace Wristband.Platform.Management;

/// <summary>
/// Who calls the API. A person's own token opens what is the person's own: their user, their roles, their tenant. Everything else is
/// not there for them, so that ids cannot be tried out.
/// </summary>
internal sealed record Bearer(string UserId, string TenantId)
{
    private const string Scheme = "Bearer ";

    /// <summary>
    /// Runs before the endpoints of the API: only an access token of a person gets further, and the database then shows that person's
    /// tenant and no other.
    /// </summary>
    public static async ValueTask<object?> RequireAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return Challenge(context, "Bearer");
        var tokens = context.RequestServices.GetRequiredService<AccessTokens>();
        if (await tokens.ReadAsync(context.GetHost(), header[Scheme.Length..].Trim(), context.RequestAborted) is not { } token)
            return Challenge(context, "Bearer error=\"invalid_token\"");
        if (token.Grant is not { } grant) return ApiError.Forbidden();
        context.RequestServices.GetRequiredService<TenantScope>().EnterTenant(grant.TenantId, grant.ApplicationId);
        context.Features.Set(new Bearer(grant.Person.Id, grant.TenantId));
        return await next(invocation);
    }

    /// <summary>The caller of a request that <see cref="RequireAsync"/> let through.</summary>
    public static Bearer Of(HttpContext context) =>
        context.Features.Get<Bearer>() ?? throw new InvalidOperationException("This endpoint does not ask for a token.");

    private static IResult Challenge(HttpContext context, string challenge)
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return ApiError.Unauthorized();
    }
}
