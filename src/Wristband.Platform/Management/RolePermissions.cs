using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Management;

/// <summary>What roles hold: /api/v1/roles/{id}/permissions and …/permission-groups.</summary>
internal static class RolePermissions
{
    private const string Manage = "permission:manage-assignments";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/roles/{id}/permissions", QueryAsync).RequirePermission("permission:read");
        api.MapPost("/roles/{id}/assign-permissions", AssignAsync).RequirePermission(Manage);
        api.MapPost("/roles/{id}/unassign-permissions", UnassignAsync).RequirePermission(Manage);
        api.MapRead("/roles/{id}/permission-groups", QueryGroupsAsync).RequirePermission("permission-group:read");
        api.MapPost("/roles/{id}/assign-permission-groups", AssignGroupsAsync).RequirePermission(Manage);
        api.MapPost("/roles/{id}/unassign-permission-groups", UnassignGroupsAsync).RequirePermission(Manage);
    }

    private static async Task<IResult> QueryAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (!await IsSeenAsync(context, database, "permission:read", id)) return Answers.Of(Refusal.Missing("role", id));
        var ids = await database.RolePermissions.Where(p => p.RoleId == id).Select(p => p.PermissionId).ToListAsync(context.RequestAborted);
        var known = await KnownPermission.FindAsync(database.Permissions, ids, context.RequestAborted);
        return Permissions.Answer(context, known.Values);
    }

    private static async Task<IResult> AssignAsync(string id, HttpContext context, AssignPermissionsToRole assign)
    {
        var body = await Body.ReadAsync<PermissionIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var caller = context.GetApiCaller();
        return (await assign.RunAsync(caller, id, body.Result.PermissionIds, context.RequestAborted)).Or(assigned => Failures.Answer(
            context, assigned.Items.Select(p => PermissionResource.Of(p, caller.Application.Id)), assigned.Failures, "permissionId"));
    }

    private static async Task<IResult> UnassignAsync(string id, HttpContext context, UnassignPermissionsFromRole unassign)
    {
        var body = await Body.ReadAsync<PermissionIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return Answers.NoContent(await unassign.RunAsync(context.GetApiCaller(), id, body.Result.PermissionIds, context.RequestAborted));
    }

    private static async Task<IResult> QueryGroupsAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (!await IsSeenAsync(context, database, "permission-group:read", id)) return Answers.Of(Refusal.Missing("role", id));
        if (!Listing<PermissionGroup>.TryRead(context.Request.Query, PermissionGroups.Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var groups =
            from held in database.RolePermissionGroups
            join kept in database.PermissionGroups on held.PermissionGroupId equals kept.Id
            where held.RoleId == id
            select kept;
        var (page, rows) = await listing.ReadAsync(groups.AsNoTracking(), context.RequestAborted);
        return Selection.Of(context).Answer(page, rows.Select(PermissionGroupResource.Of));
    }

    private static async Task<IResult> AssignGroupsAsync(
        string id, HttpContext context, AssignPermissionGroupsToRole assign, PlatformDbContext database)
    {
        var body = await Body.ReadAsync<PermissionGroupIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var caller = context.GetApiCaller();
        var outcome = await assign.RunAsync(caller, id, body.Result.PermissionGroupIds, context.RequestAborted);
        if (!outcome.Succeeded) return Answers.Of(outcome.Refusal);
        var ids = outcome.Result.Items;
        var rows = await database.PermissionGroups.AsNoTracking().Where(g => ids.Contains(g.Id)).ToListAsync(context.RequestAborted);
        var predefined = ids.Select(PredefinedGroups.Find).OfType<PredefinedGroup>();
        var items = rows.Select(PermissionGroupResource.Of)
            .Concat(predefined.Select(g => PermissionGroupResource.Of(g, caller.Application.Id)));
        return Failures.Answer(context, items, outcome.Result.Failures, "permissionGroupId");
    }

    private static async Task<IResult> UnassignGroupsAsync(string id, HttpContext context, UnassignPermissionGroupsFromRole unassign)
    {
        var body = await Body.ReadAsync<PermissionGroupIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return Answers.NoContent(
            await unassign.RunAsync(context.GetApiCaller(), id, body.Result.PermissionGroupIds, context.RequestAborted));
    }

    private static Task<bool> IsSeenAsync(HttpContext context, PlatformDbContext database, string permission, string id) =>
        database.SeenFor<Role>(context.GetApiCaller(), permission).AnyAsync(r => r.Id == id, context.RequestAborted);
}
