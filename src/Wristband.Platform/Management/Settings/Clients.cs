using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Management.Settings;

/// <summary>/api/v1/clients, and the lists of those of an application and of a tenant.</summary>
internal static class Clients
{
    private const string Read = "client:read";

    private static readonly Attributes<OAuthClient> Attributes = new Attributes<OAuthClient>(client => client.Id)
        .Text("name", client => client.Name, ignoreCase: true)
        .Text("id", client => client.Id)
        .Choice("type", client => client.Type)
        .Flag("enabled", client => client.Enabled);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/clients", CreateAsync).RequirePermission("client:create");
        api.MapRead("/clients/{id}", GetAsync).RequirePermission(Read);
        api.MapPatch("/clients/{id}", UpdateAsync).RequirePermission("client:update");
        api.MapDelete("/clients/{id}", DeleteAsync).RequirePermission("client:delete");
        api.MapPost("/clients/{id}/rotate-secret", RotateAsync).RequirePermission("client:rotate-secret");
        api.MapPost("/clients/{id}/delete-secondary-secret", DeleteSecondAsync).RequirePermission("client:rotate-secret");
        api.MapRead("/applications/{id}/clients", OfApplicationAsync).RequirePermission(Read);
        api.MapRead("/tenants/{id}/clients", OfTenantAsync).RequirePermission(Read);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreateClient create)
    {
        var body = await Body.ReadAsync<NewClient>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var created = await create.RunAsync(context.GetApiCaller(), body.Result, context.RequestAborted);
        return created.Or(made => Selection.Of(context).Created(ClientResource.Of(made.Client, made.Secret)));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var client = await ManagedClients.FindAsync(database, context.GetApiCaller(), Read, id, context.RequestAborted);
        return client is null
            ? Answers.Of(Refusal.Missing("client", id))
            : Selection.Of(context).Answer(ClientResource.Of(client));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, UpdateClient update)
    {
        var body = await Body.ReadAsync<ClientChange>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var updated = await update.RunAsync(
            context.GetApiCaller(), id, body.Result, Versions.Expected(context.Request), context.RequestAborted);
        return updated.Or(client => Selection.Of(context).Answer(ClientResource.Of(client)));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, DeleteClient delete) => Answers.NoContent(
        await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted));

    private static async Task<IResult> RotateAsync(string id, HttpContext context, RotateClientSecret rotate)
    {
        var rotated = await rotate.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted);
        return rotated.Or(made => Selection.Of(context).Answer(ClientResource.Of(made.Client, made.Secret)));
    }

    private static async Task<IResult> DeleteSecondAsync(string id, HttpContext context, DeleteSecondarySecret delete)
    {
        var deleted = await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted);
        return deleted.Or(client => Selection.Of(context).Answer(ClientResource.Of(client)));
    }

    private static async Task<IResult> OfApplicationAsync(string id, HttpContext context, PlatformDbContext database) =>
        Owned.CheckApplication(context.GetApiCaller(), Read, id) is { } refusal
            ? Answers.Of(refusal)
            : await ListAsync(context, database, tenantId: null);

    private static async Task<IResult> OfTenantAsync(string id, HttpContext context, PlatformDbContext database) =>
        await Owned.CheckTenantAsync(database, context.GetApiCaller(), Read, id, context.RequestAborted) is { } refusal
            ? Answers.Of(refusal)
            : await ListAsync(context, database, id);

    private static async Task<IResult> ListAsync(HttpContext context, PlatformDbContext database, string? tenantId)
    {
        if (!Listing<OAuthClient>.TryRead(context.Request.Query, Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var clients = ManagedClients.Of(database, context.GetApiCaller(), Read).AsNoTracking().Where(c => c.OwnerTenantId == tenantId);
        var (page, rows) = await listing.ReadAsync(clients, context.RequestAborted);
        return Selection.Of(context).Answer(page, rows.Select(client => ClientResource.Of(client)));
    }
}
