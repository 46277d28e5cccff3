using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Permissions.Groups;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/permission-groups, and the groups of an application or a tenant.</summary>
internal static class PermissionGroups
{
    private const string Read = "permission-group:read";
    private const string Manage = "permission:manage-assignments";

    /// <summary>What lists of groups are filtered and sorted by.</summary>
    public static Attributes<PermissionGroup> Attributes { get; } = new Attributes<PermissionGroup>(kept => kept.Id)
        .Text("name", kept => kept.Name, ignoreCase: true)
        .Text("displayName", kept => kept.DisplayName, ignoreCase: true)
        .Text("id", kept => kept.Id)
        .Choice("tenantVisibility", kept => kept.TenantVisibility);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/permission-groups", CreateAsync).RequirePermission("permission-group:create").TakesIdempotencyKey();
        api.MapRead("/permission-groups/{id}", GetAsync).RequirePermission(Read);
        api.MapPatch("/permission-groups/{id}", UpdateAsync).RequirePermission("permission-group:update");
        api.MapDelete("/permission-groups/{id}", DeleteAsync).RequirePermission("permission-group:delete");
        api.MapRead("/permission-groups/{id}/permissions", QueryPermissionsAsync).RequirePermission("permission:read");
        api.MapPost("/permission-groups/{id}/assign-permissions", AssignAsync).RequirePermission(Manage);
        api.MapPost("/permission-groups/{id}/unassign-permissions", UnassignAsync).RequirePermission(Manage);
        api.MapRead("/applications/{id}/permission-groups", QueryApplicationAsync).RequirePermission(Read);
        api.MapRead("/tenants/{id}/permission-groups", QueryTenantAsync).RequirePermission(Read);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreatePermissionGroup create)
    {
        var body = await Body.ReadAsync<NewPermissionGroup>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return (await create.RunAsync(context.GetApiCaller(), body.Result, context.RequestAborted))
            .Or(kept => Selection.Of(context).Created(PermissionGroupResource.Of(kept)));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = context.GetApiCaller();
        if (PredefinedGroups.Find(id) is { } predefined)
            return Selection.Of(context).Answer(PermissionGroupResource.Of(predefined, caller.Application.Id));
        var kept = await database.SeenFor<PermissionGroup>(caller, Read).AsNoTracking()
            .SingleOrDefaultAsync(g => g.Id == id, context.RequestAborted);
        return kept is null
            ? Answers.Of(Refusal.Missing("permission group", id))
            : Selection.Of(context).Answer(PermissionGroupResource.Of(kept));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, UpdatePermissionGroup update)
    {
        var body = await Body.ReadAsync<PermissionGroupChanges>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var expected = Versions.Expected(context.Request);
        return (await update.RunAsync(context.GetApiCaller(), id, body.Result, expected, context.RequestAborted))
            .Or(kept => Selection.Of(context).Answer(PermissionGroupResource.Of(kept)));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, DeletePermissionGroup delete) => Answers.NoContent(
        await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted));

    private static async Task<IResult> QueryPermissionsAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (PredefinedGroups.Find(id) is { } predefined)
        {
            var held = predefined.Permissions.Select(p => p.Id).ToHashSet();
            return Permissions.Answer(context, [.. KnownPermission.Predefined.Where(p => held.Contains(p.Id))]);
        }
        var isSeen = await database.SeenFor<PermissionGroup>(context.GetApiCaller(), "permission:read")
            .AnyAsync(g => g.Id == id, context.RequestAborted);
        if (!isSeen) return Answers.Of(Refusal.Missing("permission group", id));
        var ids = await database.PermissionGroupPermissions.Where(p => p.PermissionGroupId == id).Select(p => p.PermissionId)
            .ToListAsync(context.RequestAborted);
        var known = await KnownPermission.FindAsync(database.Permissions, ids, context.RequestAborted);
        return Permissions.Answer(context, known.Values);
    }

    private static async Task<IResult> AssignAsync(string id, HttpContext context, AssignPermissionsToGroup assign)
    {
        var body = await Body.ReadAsync<PermissionIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var caller = context.GetApiCaller();
        return (await assign.RunAsync(caller, id, body.Result.PermissionIds, context.RequestAborted)).Or(assigned => Failures.Answer(
            context, assigned.Items.Select(p => PermissionResource.Of(p, caller.Application.Id)), assigned.Failures, "permissionId"));
    }

    private static async Task<IResult> UnassignAsync(string id, HttpContext context, UnassignPermissionsFromGroup unassign)
    {
        var body = await Body.ReadAsync<PermissionIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return Answers.NoContent(await unassign.RunAsync(context.GetApiCaller(), id, body.Result.PermissionIds, context.RequestAborted));
    }

    private static async Task<IResult> QueryApplicationAsync(string id, HttpContext context, PlatformDbContext database) =>
        Owned.CheckApplication(context.GetApiCaller(), Read, id) is { } refusal
            ? Answers.Of(refusal)
            : await AnswerAsync(context, database.PermissionGroups.Where(g => g.ApplicationId == id && g.TenantId == null));

    private static async Task<IResult> QueryTenantAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = context.GetApiCaller();
        if (await Owned.CheckTenantAsync(database, caller, Read, id, context.RequestAborted) is { } refusal) return Answers.Of(refusal);
        return await AnswerAsync(context, context.Request.Query.IsSet("include_application_permission_groups")
            ? database.UsableBy<PermissionGroup>(caller.Application.Id, id)
            : database.PermissionGroups.Where(g => g.ApplicationId == caller.Application.Id && g.TenantId == id));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, IQueryable<PermissionGroup> groups)
    {
        if (!Listing<PermissionGroup>.TryRead(context.Request.Query, Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var (page, rows) = await listing.ReadAsync(groups.AsNoTracking(), context.RequestAborted);
        return Selection.Of(context).Answer(page, rows.Select(PermissionGroupResource.Of));
    }
}
