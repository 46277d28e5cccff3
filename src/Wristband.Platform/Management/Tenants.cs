using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/tenants, and the tenants of an application.</summary>
internal static class Tenants
{
    private static readonly Attributes<Tenant> Attributes = new Attributes<Tenant>(tenant => tenant.Id)
        .Text("domainName", tenant => tenant.Name, ignoreCase: true)
        .Text("name", tenant => tenant.Name, ignoreCase: true)
        .Text("displayName", tenant => tenant.DisplayName, ignoreCase: true)
        .Text("id", tenant => tenant.Id)
        .Choice("type", tenant => tenant.Type)
        .Choice("status", tenant => tenant.Status);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/tenants", CreateAsync).RequirePermission("tenant:create");
        api.MapRead("/tenants/{id}", GetAsync).RequirePermission("tenant:read");
        api.MapPatch("/tenants/{id}", UpdateAsync).RequirePermission("tenant:update");
        api.MapDelete("/tenants/{id}", DeleteAsync).RequirePermission("tenant:delete");
        api.MapRead("/applications/{id}/tenants", QueryAsync).RequirePermission("tenant:read");
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreateTenant create, TenantView view)
    {
        var draft = await Body.ReadAsync<TenantDraft>(context.Request);
        if (draft.Result is null) return Answers.Of(draft.Refusal!);
        var outcome = await create.RunAsync(context.GetApiCaller(), draft.Result, context.RequestAborted);
        return outcome.Result is { } tenant
            ? Selection.Of(context).Created(await view.OfAsync(context.GetApiCaller(), tenant, context.RequestAborted))
            : Answers.Of(outcome.Refusal!);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database, TenantView view)
    {
        var caller = context.GetApiCaller();
        var tenant = await database.TenantsFor(caller, "tenant:read").AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == id, context.RequestAborted);
        return tenant is null
            ? Answers.Of(Refusal.Missing("tenant", id))
            : Selection.Of(context).Answer(await view.OfAsync(caller, tenant, context.RequestAborted));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, UpdateTenant update, TenantView view)
    {
        var caller = context.GetApiCaller();
        var body = await Body.ReadAsync<TenantChanges>(context.Request);
        if (body.Result is null) return Answers.Of(body.Refusal!);
        var changes = body.Result with { ReplaceMetadata = context.Request.Query.IsSet("replace_custom_metadata") };
        var outcome = await update.RunAsync(caller, id, changes, Versions.Expected(context.Request), context.RequestAborted);
        return outcome.Result is { } tenant
            ? Selection.Of(context).Answer(await view.OfAsync(caller, tenant, context.RequestAborted))
            : Answers.Of(outcome.Refusal!);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, DeleteTenant delete) => Answers.NoContent(
        await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted));

    private static async Task<IResult> QueryAsync(string id, HttpContext context, PlatformDbContext database, TenantView view)
    {
        var caller = context.GetApiCaller();
        if (!caller.ReachesApplication("tenant:read", id)) return Answers.Of(Refusal.Missing("application", id));
        if (!Listing<Tenant>.TryRead(context.Request.Query, Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var tenants = database.TenantsFor(caller, "tenant:read").AsNoTracking();
        var (page, rows) = await listing.ReadAsync(tenants, context.RequestAborted);
        return Selection.Of(context).Answer(page, await view.OfAsync(caller, rows, context.RequestAborted));
    }
}
