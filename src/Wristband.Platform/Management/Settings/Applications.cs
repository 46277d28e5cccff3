using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;

namespace Wristband.Platform.Management.Settings;

/// <summary>/api/v1/applications/{id}: the one that the caller belongs to.</summary>
internal static class Applications
{
    private const string Read = "application:read";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/applications/{id}", GetAsync).RequirePermission(Read);
        api.MapPatch("/applications/{id}", UpdateAsync).RequirePermission("application:update");
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        if (Owned.CheckApplication(context.GetApiCaller(), Read, id) is { } refusal) return Answers.Of(refusal);
        var application = await database.Applications.AsNoTracking().SingleAsync(a => a.Id == id, context.RequestAborted);
        return Selection.Of(context).Answer(ApplicationResource.Of(application, context.GetHost().Origin));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, UpdateApplication update)
    {
        var body = await Body.ReadAsync<ApplicationChange>(context.Request);
        if (!body.Succeeded) return Answers.Of(body.Refusal);
        var updated = await update.RunAsync(
            context.GetApiCaller(), id, body.Result, Versions.Expected(context.Request), context.RequestAborted);
        return updated.Or(application => Selection.Of(context).Answer(ApplicationResource.Of(application, context.GetHost().Origin)));
    }
}
