using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/role-assignment-policies</summary>
internal static class RoleAssignmentPolicies
{
    private const string Read = "role-assignment-policy:read";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/role-assignment-policies", SaveAsync).RequirePermission(SaveRoleAssignmentPolicy.Needed)
            .TakesIdempotencyKey();
        api.MapRead("/role-assignment-policies/{id}", GetAsync).RequirePermission(Read);
        api.MapPatch("/role-assignment-policies/{id}", UpdateAsync).RequirePermission(SaveRoleAssignmentPolicy.Needed);
        api.MapDelete("/role-assignment-policies/{id}", DeleteAsync).RequirePermission(SaveRoleAssignmentPolicy.Needed);
        api.MapPost("/tenants/{id}/role-assignment-policies/resolve-overrides", ResolveAsync).RequirePermission(Read);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, SaveRoleAssignmentPolicy save)
    {
        var body = await Body.ReadAsync<NewRoleAssignmentPolicy>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var mayUpdate = context.Request.Query.IsSet("upsert");
        return (await save.RunAsync(context.GetApiCaller(), body.Result, mayUpdate, context.RequestAborted)).Or(saved =>
        {
            var resource = RoleAssignmentPolicyResource.Of(saved.Policy);
            return saved.IsNew ? Selection.Of(context).Created(resource) : Selection.Of(context).Answer(resource);
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var policy = await database.OwnedFor<RoleAssignmentPolicy>(context.GetApiCaller(), Read).AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == id, context.RequestAborted);
        return policy is null
            ? Answers.Of(Refusal.Missing("role assignment policy", id))
            : Selection.Of(context).Answer(RoleAssignmentPolicyResource.Of(policy));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, SaveRoleAssignmentPolicy save)
    {
        var body = await Body.ReadAsync<RoleAssignmentPolicyChanges>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var expected = Versions.Expected(context.Request);
        return (await save.UpdateAsync(context.GetApiCaller(), id, body.Result, expected, context.RequestAborted))
            .Or(policy => Selection.Of(context).Answer(RoleAssignmentPolicyResource.Of(policy)));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, DeleteRoleAssignmentPolicy delete) => Answers.NoContent(
        await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted));

    // The tenant's own policy, or else its application's, which is the default.
    private static async Task<IResult> ResolveAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = context.GetApiCaller();
        if (await Owned.CheckTenantAsync(database, caller, Read, id, context.RequestAborted) is { } refusal) return Answers.Of(refusal);
        var policies = await database.RoleAssignmentPolicies.AsNoTracking()
            .Where(p => p.ApplicationId == caller.Application.Id && (p.TenantId == id || p.TenantId == null))
            .ToListAsync(context.RequestAborted);
        var policy = policies.Find(p => p.TenantId is not null) ?? policies.FirstOrDefault();
        return TypedResults.Json<JsonNode>(new JsonObject
        {
            ["item"] = policy is null ? null : Wire.Of(RoleAssignmentPolicyResource.Of(policy)),
            ["isDefault"] = policy?.TenantId is null,
        });
    }
}
