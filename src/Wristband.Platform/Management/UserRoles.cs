using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Roles;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Users;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/users/{id}/roles and what gives and takes them.</summary>
internal static class UserRoles
{
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/users/{id}/roles", QueryAsync).RequirePermission("user:read");

    private static async Task<IResult> QueryAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var user = await database.UsersFor(context.GetApiCaller(), "user:read").AsNoTracking()
            .SingleOrDefaultAsync(u => u.Id == id, context.RequestAborted);
        if (user is null) return Answers.Of(Refusal.Missing("user", id));
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
}
