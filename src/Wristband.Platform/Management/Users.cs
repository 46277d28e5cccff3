using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Roles;
using Wristband.Platform.Users;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/users</summary>
internal static class Users
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/users/{id}", GetAsync);
        api.MapRead("/users/{id}/roles", GetRolesAsync);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (await FindAsync(id, context, database) is not { } user) return NotFound(id);
        return Selection.Of(context.Request.Query).Answer(Json(user));
    }

    private static async Task<IResult> GetRolesAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (await FindAsync(id, context, database) is not { } user) return NotFound(id);
        if (!Paging.TryRead(context.Request.Query, ["id", "name", "displayName"], out var paging, out var problem))
            return ApiError.InvalidRequest(problem);
        var roles =
            from given in database.UserRoles
            join role in database.Roles on given.RoleId equals role.Id
            where given.TenantId == user.TenantId && given.UserId == user.Id
            select role;
        var sorted = paging.Sort switch
        {
            { Attribute: "name" } by => by.Of(roles, role => role.Name),
            { Attribute: "displayName" } by => by.Of(roles, role => role.DisplayName),
            { } by => by.Of(roles, role => role.Id),
            null => roles.OrderBy(role => role.Name),
        };
        var total = await roles.CountAsync(context.RequestAborted);
        var page = await sorted.Skip(paging.Skip).Take(paging.Count).ToListAsync(context.RequestAborted);
        return Selection.Of(context.Request.Query).Answer(paging, total, page.Select(Json));
    }

    // A person's own user; others answer like one that does not exist.
    private static async Task<User?> FindAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var caller = Bearer.Of(context);
        return id == caller.UserId
            ? await database.Users.AsNoTracking().SingleOrDefaultAsync(
                u => u.TenantId == caller.TenantId && u.Id == caller.UserId, context.RequestAborted)
            : null;
    }

    private static IResult NotFound(string id) => ApiError.NotFound("user_not_found", $"User [{id}] could not be found");

    // Every field that official clients read is there, null when this platform does not know it.
    private static JsonObject Json(User user) => new()
    {
        ["id"] = user.Id,
        ["tenantId"] = user.TenantId,
        ["applicationId"] = user.ApplicationId,
        ["identityProviderName"] = user.IdentityProviderName,
        ["identityProviderType"] = user.IdentityProviderName.ToUpperInvariant(),
        ["username"] = null,
        ["email"] = user.Email,
        ["emailVerified"] = user.EmailVerified,
        ["externalId"] = null,
        ["fullName"] = user.FullName,
        ["givenName"] = user.GivenName,
        ["familyName"] = user.FamilyName,
        ["middleName"] = null,
        ["honorificPrefix"] = null,
        ["honorificSuffix"] = null,
        ["nickname"] = null,
        ["displayName"] = null,
        ["pictureUrl"] = user.PictureUrl,
        ["gender"] = null,
        ["birthdate"] = null,
        ["phoneNumber"] = user.PhoneNumber,
        ["preferredLanguage"] = null,
        ["locale"] = user.Locale,
        ["timeZone"] = user.TimeZone,
        ["status"] = Wire.Name(user.Status),
        ["hasPassword"] = user.PasswordHash is not null,
        ["publicMetadata"] = new JsonObject(),
        ["restrictedMetadata"] = new JsonObject(),
        ["metadata"] = Wire.Metadata(user.CreatedAt, user.UpdatedAt),
    };

    private static JsonObject Json(Role role) => new()
    {
        ["id"] = role.Id,
        ["name"] = role.Name,
        ["displayName"] = role.DisplayName,
        ["description"] = null,
        ["ownerType"] = role.TenantId is null ? "APPLICATION" : "TENANT",
        ["ownerId"] = role.TenantId ?? role.ApplicationId,
        ["type"] = "CUSTOM",
        ["permissionBoundaryId"] = null,
        ["tenantVisibility"] = "ALL",
        ["tenantVisibilityInclusionList"] = new JsonArray(),
    };
}
