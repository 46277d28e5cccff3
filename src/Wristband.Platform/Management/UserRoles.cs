using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Roles;
using Wristband.Platform.Users;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/users/{id}/roles and what gives and takes them.</summary>
internal static class UserRoles
{
    private const string Read = "user:read";
    private const string Manage = AssignRolesToUser.Needed;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/users/{id}/roles", QueryAsync).RequirePermission(Read);
        api.MapPut("/users/{id}/roles", ReplaceAsync).RequirePermission(Manage);
        api.MapPost("/users/{id}/assign-roles", AssignAsync).RequirePermission(Manage);
        api.MapPost("/users/{id}/unassign-roles", UnassignAsync).RequirePermission(Manage);
        api.MapPost("/users/resolve-assigned-roles", ResolveAssignedAsync).RequirePermission(Read);
        api.MapPost("/users/{id}/resolve-assignable-roles", ResolveAssignableAsync).RequirePermission("role:read");
    }

    /// <summary>Those of these roles that the caller may give.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext context, RoleChoice choice, IQueryable<Role> usable, Holder holder)
    {
        if (!Listing<Role>.TryRead(context.Request.Query, Roles.Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var (page, rows) = listing.Read(await choice.AllAsync(context.GetApiCaller(), usable, holder, context.RequestAborted));
        return Selection.Of(context).Answer(page, rows.Select(RoleResource.Of));
    }

    private static async Task<IResult> QueryAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (await FindAsync(context, database, Read, id) is not { } user) return Answers.Of(Refusal.Missing("user", id));
        if (!Listing<Role>.TryRead(context.Request.Query, Roles.Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var roles =
            from given in database.UserRoles
            join role in database.Roles on given.RoleId equals role.Id
            where given.TenantId == user.TenantId && given.UserId == user.Id
            select role;
        var (page, rows) = await listing.ReadAsync(roles.AsNoTracking(), context.RequestAborted);
        return Selection.Of(context).Answer(page, rows.Select(RoleResource.Of));
    }

    private static async Task<IResult> ReplaceAsync(string id, HttpContext context, ReplaceRolesOfUser replace)
    {
        var body = await Body.ReadAsync<RoleIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return Answers.NoContent(await replace.RunAsync(context.GetApiCaller(), id, body.Result.RoleIds, context.RequestAborted));
    }

    private static async Task<IResult> AssignAsync(string id, HttpContext context, AssignRolesToUser assign)
    {
        var body = await Body.ReadAsync<RoleIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return (await assign.RunAsync(context.GetApiCaller(), id, body.Result.RoleIds, context.RequestAborted))
            .Or(assigned => Failures.Answer(context, assigned.Items.Select(RoleResource.Of), assigned.Failures, "roleId"));
    }

    private static async Task<IResult> UnassignAsync(string id, HttpContext context, UnassignRolesFromUser unassign)
    {
        var body = await Body.ReadAsync<RoleIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return Answers.NoContent(await unassign.RunAsync(context.GetApiCaller(), id, body.Result.RoleIds, context.RequestAborted));
    }

    private static async Task<IResult> ResolveAssignedAsync(HttpContext context, PlatformDbContext database)
    {
        var body = await Body.ReadAsync<UserIdsBody>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        if (IdList.Check("userIds", body.Result.UserIds) is { } refusal) return Answers.Of(refusal);
        var ids = body.Result.UserIds!;
        var users = await database.UsersFor(context.GetApiCaller(), Read).Where(u => ids.Contains(u.Id)).Select(u => u.Id)
            .ToListAsync(context.RequestAborted);
        var given = await (
            from held in database.UserRoles
            join role in database.Roles on held.RoleId equals role.Id
            where users.Contains(held.UserId)
            orderby role.Name
            select new { held.UserId, role }).AsNoTracking().ToListAsync(context.RequestAborted);
        var items = ids.Distinct().Where(users.Contains).Select(userId => new JsonObject
        {
            ["userId"] = userId,
            ["roles"] = Selection.Of(context).Reduced(given.Where(g => g.UserId == userId).Select(g => RoleResource.Of(g.role))),
        });
        var failures = ids.Select((userId, index) => new Failed(index, userId, Refusal.Missing("user", userId)))
            .Where(failed => !users.Contains(failed.Id));
        return TypedResults.Json<JsonNode>(new JsonObject
        {
            ["items"] = new JsonArray([.. items]),
            ["failures"] = Failures.Of(failures, "userId"),
        });
    }

    private static async Task<IResult> ResolveAssignableAsync(
        string id, HttpContext context, PlatformDbContext database, RoleChoice choice) =>
        await FindAsync(context, database, "role:read", id) is { } user
            ? await AnswerAsync(context, choice, choice.For(user.ApplicationId, user.TenantId), Holder.In(user.TenantId))
            : Answers.Of(Refusal.Missing("user", id));

    private static Task<User?> FindAsync(HttpContext context, PlatformDbContext database, string permission, string id) =>
        database.UsersFor(context.GetApiCaller(), permission).AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, context.RequestAborted);
}
