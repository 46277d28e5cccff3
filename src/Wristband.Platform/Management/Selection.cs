using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace Wristband.Platform.Management;

/// <summary>
/// "fields=id,name,metadata.version": which fields an answer has; all of them without it. A field that does not exist is left out, as the
/// hosted service does.
/// </summary>
internal sealed class Selection
{
    private readonly HashSet<string>? _fields;

    private Selection(HashSet<string>? fields) => _fields = fields;

    public static Selection Of(IQueryCollection query)
    {
        StringValues given = query["fields"];
        if (StringValues.IsNullOrEmpty(given)) return new Selection(null);
        return new Selection(new HashSet<string>(
            given.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.Ordinal));
    }

    public IResult Answer(JsonObject resource) => TypedResults.Json<JsonNode>(Reduce(resource, ""));

    public IResult Answer(Paging paging, int total, IEnumerable<JsonObject> items) => TypedResults.Json<JsonNode>(new JsonObject
    {
        ["totalResults"] = total,
        ["startIndex"] = paging.StartIndex,
        ["itemsPerPage"] = paging.Count,
        ["items"] = new JsonArray([.. items.Select(item => Reduce(item, ""))]),
    });

    private JsonObject Reduce(JsonObject from, string prefix)
    {
        if (_fields is null) return from;
        var kept = new JsonObject();
        foreach (var (name, value) in from)
        {
            var path = prefix + name;
            if (_fields.Contains(path)) kept[name] = value?.DeepClone();
            else if (value is JsonObject inner && _fields.Any(field => field.StartsWith(path + ".", StringComparison.Ordinal)))
                kept[name] = Reduce(inner, path + ".");
        }
        return kept;
    }
}
