using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/permission-info: which of the named permissions the caller has, or all that they have when none is named.</summary>
internal sealed record PermissionInfo(string Value)
{
    private static readonly Attributes<PermissionInfo> Attributes =
        new Attributes<PermissionInfo>(held => held.Value).Text("value", held => held.Value);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapRead("/permission-info", Query).RequireNoPermission("tells callers what they may do themselves");

    private static IResult Query(HttpContext context)
    {
        var query = context.Request.Query;
        if (!Listing<PermissionInfo>.TryRead(query, Attributes, out var listing, out var problem)) return ApiError.InvalidRequest(problem);
        var asked = query["values"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var held = context.GetApiCaller().Permissions.Values.Where(value => asked.Length == 0 || asked.Contains(value));
        var (page, rows) = listing.Read([.. held.Select(value => new PermissionInfo(value))]);
        return Selection.Of(context).Answer(page, rows);
    }
}
