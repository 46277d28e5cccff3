using System.Text.Json.Nodes;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Management.Api;

/// <summary>
/// What was done of a list, and what was not: {"items":[…],"failures":[{"index":0,"roleId":"…","code":"…","message":"…"}]}.
/// </summary>
internal static class Failures
{
    public static IResult Answer(HttpContext context, IEnumerable<object> items, IEnumerable<Failed> failures, string idName) =>
        TypedResults.Json<JsonNode>(new JsonObject
        {
            ["items"] = Selection.Of(context).Reduced(items),
            ["failures"] = Of(failures, idName),
        });

    public static JsonArray Of(IEnumerable<Failed> failures, string idName) => new([.. failures.Select(failed => new JsonObject
    {
        ["index"] = failed.Index,
        [idName] = failed.Id,
        ["code"] = failed.Why.Code,
        ["message"] = failed.Why.Message,
    })]);
}
