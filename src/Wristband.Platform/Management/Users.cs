using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Users;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/users</summary>
internal static class Users
{
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/users/{id}", GetAsync).RequirePermission("user:read");

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var user = await database.UsersFor(context.GetApiCaller(), "user:read").AsNoTracking()
            .SingleOrDefaultAsync(u => u.Id == id, context.RequestAborted);
        return user is null ? Answers.Of(Refusal.Missing("user", id)) : Selection.Of(context).Answer(UserResource.Of(user));
    }
}
