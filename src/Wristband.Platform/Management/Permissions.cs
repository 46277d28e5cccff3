using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/permissions, and the permissions of an application.</summary>
internal static class Permissions
{
    private const string Read = "permission:read";

    private static readonly Attributes<KnownPermission> Attributes = new Attributes<KnownPermission>(permission => permission.Id)
        .Text("value", permission => permission.Value, ignoreCase: true)
        .Text("id", permission => permission.Id)
        .Text("displayName", permission => permission.DisplayName, ignoreCase: true)
        .Choice("type", permission => permission.Type)
        .Choice("tenantVisibility", permission => permission.TenantVisibility);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/permissions", CreateAsync).RequirePermission("permission:create").TakesIdempotencyKey();
        api.MapRead("/permissions/{id}", GetAsync).RequirePermission(Read);
        api.MapPatch("/permissions/{id}", UpdateAsync).RequirePermission("permission:update");
        api.MapDelete("/permissions/{id}", DeleteAsync).RequirePermission("permission:delete");
        api.MapRead("/applications/{id}/permissions", QueryAsync).RequirePermission(Read);
    }

    /// <summary>A part of these.</summary>
    public static IResult Answer(HttpContext context, IReadOnlyCollection<KnownPermission> permissions)
    {
        if (!Listing<KnownPermission>.TryRead(context.Request.Query, Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var (page, rows) = listing.Read(permissions);
        var applicationId = context.GetApiCaller().Application.Id;
        return Selection.Of(context).Answer(page, rows.Select(p => PermissionResource.Of(p, applicationId)));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreatePermission create)
    {
        var body = await Body.ReadAsync<NewPermission>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return (await create.RunAsync(context.GetApiCaller(), body.Result, context.RequestAborted))
            .Or(permission => Selection.Of(context).Created(PermissionResource.Of(permission)));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = context.GetApiCaller();
        var found = await KnownPermission.FindAsync(database.SeenFor<Permission>(caller, Read), [id], context.RequestAborted);
        return found.TryGetValue(id, out var permission)
            ? Selection.Of(context).Answer(PermissionResource.Of(permission, caller.Application.Id))
            : Answers.Of(Refusal.Missing("permission", id));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, UpdatePermission update)
    {
        var body = await Body.ReadAsync<PermissionChanges>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var expected = Versions.Expected(context.Request);
        return (await update.RunAsync(context.GetApiCaller(), id, body.Result, expected, context.RequestAborted))
            .Or(permission => Selection.Of(context).Answer(PermissionResource.Of(permission)));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, DeletePermission delete) => Answers.NoContent(
        await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted));

    private static async Task<IResult> QueryAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (Owned.CheckApplication(context.GetApiCaller(), Read, id) is { } refusal) return Answers.Of(refusal);
        var rows = await database.Permissions.AsNoTracking().Where(p => p.ApplicationId == id).ToListAsync(context.RequestAborted);
        return Answer(context, [
            .. rows.Select(KnownPermission.Of),
            .. context.Request.Query.IsSet("include_predefined_permissions") ? KnownPermission.Predefined : [],
        ]);
    }
}
