using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Permissions.Boundaries;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/permission-boundaries, and the boundaries of an application.</summary>
internal static class PermissionBoundaries
{
    private const string Read = "permission-boundary:read";

    private static readonly Attributes<KnownBoundary> Attributes = new Attributes<KnownBoundary>(boundary => boundary.Id)
        .Text("name", boundary => boundary.Name, ignoreCase: true)
        .Text("id", boundary => boundary.Id)
        .Text("displayName", boundary => boundary.DisplayName, ignoreCase: true)
        .Text("value", boundary => boundary.Value, ignoreCase: true)
        .Choice("type", boundary => boundary.Type)
        .Choice("tenantVisibility", boundary => boundary.TenantVisibility);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/permission-boundaries", CreateAsync).RequirePermission("permission-boundary:create").TakesIdempotencyKey();
        api.MapRead("/permission-boundaries/{id}", GetAsync).RequirePermission(Read);
        api.MapPatch("/permission-boundaries/{id}", UpdateAsync).RequirePermission("permission-boundary:update");
        api.MapDelete("/permission-boundaries/{id}", DeleteAsync).RequirePermission("permission-boundary:delete");
        api.MapRead("/applications/{id}/permission-boundaries", QueryAsync).RequirePermission(Read);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreatePermissionBoundary create)
    {
        var body = await Body.ReadAsync<NewPermissionBoundary>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        return (await create.RunAsync(context.GetApiCaller(), body.Result, context.RequestAborted))
            .Or(boundary => Selection.Of(context).Created(PermissionBoundaryResource.Of(boundary)));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = context.GetApiCaller();
        var row = await database.SeenFor<PermissionBoundary>(caller, Read).AsNoTracking()
            .SingleOrDefaultAsync(b => b.Id == id, context.RequestAborted);
        var boundary = row is null ? KnownBoundary.Predefined.FirstOrDefault(b => b.Id == id) : KnownBoundary.Of(row);
        return boundary is null
            ? Answers.Of(Refusal.Missing("permission boundary", id))
            : Selection.Of(context).Answer(PermissionBoundaryResource.Of(boundary, caller.Application.Id));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, UpdatePermissionBoundary update)
    {
        var body = await Body.ReadAsync<PermissionBoundaryChanges>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var expected = Versions.Expected(context.Request);
        return (await update.RunAsync(context.GetApiCaller(), id, body.Result, expected, context.RequestAborted))
            .Or(boundary => Selection.Of(context).Answer(PermissionBoundaryResource.Of(boundary)));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, DeletePermissionBoundary delete) => Answers.NoContent(
        await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted));

    private static async Task<IResult> QueryAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (Owned.CheckApplication(context.GetApiCaller(), Read, id) is { } refusal) return Answers.Of(refusal);
        if (!Listing<KnownBoundary>.TryRead(context.Request.Query, Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var rows = await database.PermissionBoundaries.AsNoTracking().Where(b => b.ApplicationId == id).ToListAsync(context.RequestAborted);
        var (page, boundaries) = listing.Read([
            .. rows.Select(KnownBoundary.Of),
            .. context.Request.Query.IsSet("include_predefined_permission_boundaries") ? KnownBoundary.Predefined : [],
        ]);
        return Selection.Of(context).Answer(page, boundaries.Select(b => PermissionBoundaryResource.Of(b, id)));
    }
}
