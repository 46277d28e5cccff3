using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Users;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/users, and the users of a tenant or of an application.</summary>
internal static class Users
{
    private const string Read = "user:read";

    private static readonly Attributes<User> Attributes = new Attributes<User>(user => user.Id)
        .Text("email", user => user.CanonicalEmail, ignoreCase: true)
        .Flag("emailVerified", user => user.EmailVerified)
        .Text("username", user => user.CanonicalUsername, ignoreCase: true)
        .Text("externalId", user => user.ExternalId)
        .Text("givenName", user => user.GivenName, ignoreCase: true)
        .Text("familyName", user => user.FamilyName, ignoreCase: true)
        .Text("fullName", user => user.WrittenName ?? ((user.GivenName ?? "") + " " + (user.FamilyName ?? "")).Trim(), ignoreCase: true)
        .Text("id", user => user.Id)
        .Choice("status", user => user.Status)
        .Text("identityProviderName", user => user.IdentityProviderName)
        .Text("identityProviderType", user => user.IdentityProviderName, ignoreCase: true)
        .Time("metadata.creationTime", user => user.CreatedAt)
        .Time("metadata.lastModifiedTime", user => user.UpdatedAt);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/users", CreateAsync).RequirePermission("user:create");
        api.MapRead("/users/{id}", GetAsync).RequirePermission(Read);
        api.MapPatch("/users/{id}", UpdateAsync).RequirePermission("user:update");
        api.MapDelete("/users/{id}", DeleteAsync).RequirePermission("user:delete");
        api.MapRead("/tenants/{id}/users", QueryOfTenantAsync).RequirePermission(Read);
        api.MapRead("/applications/{id}/users", QueryOfApplicationAsync).RequirePermission(Read);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreateUser create)
    {
        var draft = await Body.ReadAsync<UserDraft>(context.Request);
        if (draft.Result is null) return Answers.Of(draft.Refusal!);
        var outcome = await create.RunAsync(context.GetApiCaller(), draft.Result, context.RequestAborted);
        return outcome.Or(user => Selection.Of(context).Created(Show(context, user)));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var user = await database.UsersFor(context.GetApiCaller(), Read).AsNoTracking()
            .SingleOrDefaultAsync(u => u.Id == id, context.RequestAborted);
        return user is null ? Answers.Of(Refusal.Missing("user", id)) : Selection.Of(context).Answer(Show(context, user));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, UpdateUser update)
    {
        var body = await Body.ReadAsync<UserChanges>(context.Request);
        if (body.Result is null) return Answers.Of(body.Refusal!);
        var changes = body.Result with { ReplaceMetadata = context.Request.Query.IsSet("replace_custom_metadata") };
        var outcome = await update.RunAsync(
            context.GetApiCaller(), id, changes, Versions.Expected(context.Request), context.RequestAborted);
        return outcome.Or(user => Selection.Of(context).Answer(Show(context, user)));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, DeleteUser delete) => Answers.NoContent(
        await delete.RunAsync(context.GetApiCaller(), id, Versions.Expected(context.Request), context.RequestAborted));

    private static async Task<IResult> QueryOfTenantAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = context.GetApiCaller();
        return await Owned.CheckTenantAsync(database, caller, Read, id, context.RequestAborted) is { } refusal
            ? Answers.Of(refusal)
            : await AnswerAsync(context, database.UsersFor(caller, Read).Where(u => u.TenantId == id));
    }

    private static async Task<IResult> QueryOfApplicationAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = context.GetApiCaller();
        return caller.ReachesApplication(Read, id)
            ? await AnswerAsync(context, database.UsersFor(caller, Read))
            : Answers.Of(Refusal.Missing("application", id));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, IQueryable<User> users)
    {
        if (!Listing<User>.TryRead(context.Request.Query, Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var (page, rows) = await listing.ReadAsync(users.AsNoTracking(), context.RequestAborted);
        return Selection.Of(context).Answer(page, rows.Select(user => Show(context, user)));
    }

    private static UserResource Show(HttpContext context, User user)
    {
        var shown = UserResource.Of(user);
        return context.GetApiCaller().ReachesUser("user:manage-restricted-metadata", user) ? shown : shown with { RestrictedMetadata = [] };
    }
}
