using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/roles, and the roles of an application or a tenant.</summary>
internal static class Roles
{
    private const string Read = "role:read";

    /// <summary>What lists of roles are filtered and sorted by.</summary>
    public static Attributes<Role> Attributes { get; } = new Attributes<Role>(role => role.Id)
        .Text("name", role => role.Name, ignoreCase: true)
        .Text("displayName", role => role.DisplayName, ignoreCase: true)
        .Text("id", role => role.Id)
        .Choice("type", role => role.Type)
        .Choice("tenantVisibility", role => role.TenantVisibility);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/roles", CreateAsync).RequirePermission("role:create").TakesIdempotencyKey();
        api.MapRead("/roles/{id}", GetAsync).RequirePermission(Read);
        api.MapPatch("/roles/{id}", UpdateAsync).RequirePermission("role:update");
        api.MapDelete("/roles/{id}", DeleteAsync).RequirePermission("role:delete");
        api.MapRead("/applications/{id}/roles", QueryApplicationAsync).RequirePermission(Read);
        api.MapRead("/tenants/{id}/roles", QueryTenantAsync).RequirePermission(Read);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreateRole create)
    {
        var body = await Body.ReadAsync<NewRole>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return (await create.RunAsync(context.GetApiCaller(), body.Result, context.RequestAborted))
            .Or(role => Selection.Of(context).Created(RoleResource.Of(role)));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var role = await database.SeenFor<Role>(context.GetApiCaller(), Read).AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == id, context.RequestAborted);
        return role is null ? Answers.Of(Refusal.Missing("role", id)) : Selection.Of(context).Answer(RoleResource.Of(role));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, UpdateRole update)
    {
        var body = await Body.ReadAsync<RoleChanges>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var expected = Versions.Expected(context.Request);
        return (await update.RunAsync(context.GetApiCaller(), id, body.Result, expected, context.RequestAborted))
            .Or(role => Selection.Of(context).Answer(RoleResource.Of(role)));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, DeleteRole delete) => Answers.NoContent(
        await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted));

    private static async Task<IResult> QueryApplicationAsync(string id, HttpContext context, PlatformDbContext database) =>
        Owned.CheckApplication(context.GetApiCaller(), Read, id) is { } refusal
            ? Answers.Of(refusal)
            : await AnswerAsync(context, database.Roles.Where(r => r.ApplicationId == id && r.TenantId == null));

    private static async Task<IResult> QueryTenantAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = context.GetApiCaller();
        if (await Owned.CheckTenantAsync(database, caller, Read, id, context.RequestAborted) is { } refusal) return Answers.Of(refusal);
        return await AnswerAsync(context, context.Request.Query.IsSet("include_application_roles")
            ? database.UsableBy<Role>(caller.Application.Id, id)
            : database.Roles.Where(r => r.ApplicationId == caller.Application.Id && r.TenantId == id));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, IQueryable<Role> roles)
    {
        if (!Listing<Role>.TryRead(context.Request.Query, Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        if (!context.Request.Query.IsSet("include_predefined_roles")) roles = roles.Where(r => r.Type == RoleType.Custom);
        var (page, rows) = await listing.ReadAsync(roles.AsNoTracking(), context.RequestAborted);
        return Selection.Of(context).Answer(page, rows.Select(RoleResource.Of));
    }
}
