using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Token;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Management.Api;

/// <summary>
/// Who calls the API: a person with their own token, or a machine. What they may do is read from the database (P-55); the token only says
/// who they are.
/// </summary>
internal sealed class ApiCaller(
    AccessTokens tokens, ClientCache clients, PlatformDbContext database, TenantScope scope, GrantedPermissions permissions,
    RefusalAudit refusals)
{
    private const string Scheme = "Bearer ";

    /// <summary>Runs before the endpoints of the API: only a token that counts and the declared permission get further.</summary>
    public static async ValueTask<object?> RequireAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var bearer = context.RequestServices.GetRequiredService<ApiCaller>();
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return Challenge(context, "Bearer");
        if (await bearer.ReadAsync(context, header[Scheme.Length..].Trim()) is not { } caller)
            return Challenge(context, "Bearer error=\"invalid_token\"");
        if (!bearer.TryEnter(context.GetEndpoint()?.Metadata.GetMetadata<RequiredPermission>(), caller))
        {
            await bearer.RecordAsync(context, caller, StatusCodes.Status403Forbidden);
            return ApiError.Forbidden();
        }
        context.Features.Set(caller);
        var answer = await next(invocation);
        if (answer is IStatusCodeHttpResult { StatusCode: StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound } refused)
            await bearer.RecordAsync(context, caller, refused.StatusCode.Value);
        return answer;
    }

    private static IResult Challenge(HttpContext context, string challenge)
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return ApiError.Unauthorized();
    }

    private async Task<Caller?> ReadAsync(HttpContext context, string text)
    {
        var cancellationToken = context.RequestAborted;
        var host = context.GetHost();
        if (await tokens.ReadAsync(host, text, cancellationToken) is not { } token) return null;
        var caller = context.GetCaller() with { ClientId = token.ClientId };
        if (token.Grant is { } grant)
        {
            scope.EnterTenant(grant.TenantId, grant.ApplicationId);
            return caller with
            {
                UserId = grant.Person.Id,
                HomeTenantId = grant.TenantId,
                Permissions = await permissions.OfUserAsync(grant.TenantId, grant.Person.Id, cancellationToken),
            };
        }
        var applicationId = host.RequiredApplication.Id;
        if (await clients.FindAsync(applicationId, token.ClientId, cancellationToken) is not { } client) return null;
        if (client.OwnerTenantId is not { } owner) scope.EnterApplication(applicationId);
        else if (!await IsOpenAsync(owner, cancellationToken)) return null;
        else scope.EnterTenant(owner, applicationId);
        return caller with
        {
            HomeTenantId = client.OwnerTenantId,
            Permissions = await permissions.OfClientAsync(client, cancellationToken),
        };
    }

    // A closed tenant's machines are closed with it.
    private Task<bool> IsOpenAsync(string tenantId, CancellationToken cancellationToken) =>
        database.Tenants.AnyAsync(t => t.Id == tenantId && t.Status == TenantStatus.Active, cancellationToken);

    // The database shows one tenant, unless the permission reaches further.
    private bool TryEnter(RequiredPermission? required, Caller caller)
    {
        if (required is null || (required.Value is { } permission && !caller.Permissions.Has(permission))) return false;
        if (caller.HomeTenantId is not { } home || required.Value is not { } needed) return true;
        var reach = caller.Permissions.ReachOf(needed);
        if (reach.AllBut is not null || reach.Tenants.Any(tenantId => tenantId != home)) scope.EnterApplication(caller.Application.Id);
        return true;
    }

    // The route, not the address: what was asked for may be somebody else's.
    private Task RecordAsync(HttpContext context, Caller caller, int status) => refusals.AddAsync(
        caller, context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, status, context.RequestAborted);
}

/// <summary>The caller of a request that <see cref="ApiCaller"/> let through.</summary>
internal static class ApiCallerExtensions
{
    public static Caller GetApiCaller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint does not ask for a token.");
}
