using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/clients/{id}/roles and what gives and takes them.</summary>
internal static class ClientRoles
{
    private const string Read = "client:read";
    private const string Manage = "role:manage-assignments";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/clients/{id}/roles", QueryAsync).RequirePermission(Read);
        api.MapPost("/clients/{id}/assign-roles", AssignAsync).RequirePermission(Manage);
        api.MapPost("/clients/{id}/unassign-roles", UnassignAsync).RequirePermission(Manage);
        api.MapPost("/clients/{id}/resolve-assignable-roles", ResolveAsync).RequirePermission("role:read");
    }

    private static async Task<IResult> QueryAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (await AssignRolesToClient.FindAsync(database, context.GetApiCaller(), Read, id, context.RequestAborted) is null)
            return Answers.Of(Refusal.Missing("client", id));
        if (!Listing<Role>.TryRead(context.Request.Query, Roles.Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var roles =
            from given in database.ClientRoles
            join role in database.Roles on given.RoleId equals role.Id
            where given.ClientId == id
            select role;
        var (page, rows) = await listing.ReadAsync(roles.AsNoTracking(), context.RequestAborted);
        return Selection.Of(context).Answer(page, rows.Select(RoleResource.Of));
    }

    private static async Task<IResult> AssignAsync(string id, HttpContext context, AssignRolesToClient assign)
    {
        var body = await Body.ReadAsync<RoleIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return (await assign.RunAsync(context.GetApiCaller(), id, body.Result.RoleIds, context.RequestAborted))
            .Or(assigned => Failures.Answer(context, assigned.Items.Select(RoleResource.Of), assigned.Failures, "roleId"));
    }

    private static async Task<IResult> UnassignAsync(string id, HttpContext context, UnassignRolesFromClient unassign)
    {
        var body = await Body.ReadAsync<RoleIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return Answers.NoContent(await unassign.RunAsync(context.GetApiCaller(), id, body.Result.RoleIds, context.RequestAborted));
    }

    private static async Task<IResult> ResolveAsync(string id, HttpContext context, PlatformDbContext database, RoleChoice choice)
    {
        var client = await AssignRolesToClient.FindAsync(database, context.GetApiCaller(), "role:read", id, context.RequestAborted);
        return client is null
            ? Answers.Of(Refusal.Missing("client", id))
            : await UserRoles.AnswerAsync(
                context, choice, choice.For(client.ApplicationId, client.OwnerTenantId), AssignRolesToClient.Of(client));
    }
}
