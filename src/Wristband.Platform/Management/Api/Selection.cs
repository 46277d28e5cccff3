using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace Wristband.Platform.Management.Api;

/// <summary>
/// "fields=id,name,metadata.version": which fields an answer has; all of them without it. A field that does not exist is left out, as the
/// hosted service does.
/// </summary>
internal sealed class Selection
{
    private readonly HttpContext _context;
    private readonly HashSet<string>? _fields;

    private Selection(HttpContext context, HashSet<string>? fields) => (_context, _fields) = (context, fields);

    public static Selection Of(HttpContext context)
    {
        StringValues given = context.Request.Query["fields"];
        if (StringValues.IsNullOrEmpty(given)) return new Selection(context, null);
        return new Selection(context, new HashSet<string>(
            given.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.Ordinal));
    }

    /// <summary>One resource, with its version as the ETag.</summary>
    public IResult Answer(object resource, int status = StatusCodes.Status200OK)
    {
        var json = Spell(resource);
        if (json["metadata"]?["version"]?.GetValue<string>() is { } version) Versions.Announce(_context.Response, version);
        return TypedResults.Json<JsonNode>(Reduce(json, ""), statusCode: status);
    }

    /// <summary>201, with the whole resource.</summary>
    public IResult Created(object resource) => Answer(resource, StatusCodes.Status201Created);

    /// <summary>A part of a list.</summary>
    public IResult Answer(Page page, IEnumerable<object> items) => TypedResults.Json<JsonNode>(new JsonObject
    {
        ["totalResults"] = page.Total,
        ["startIndex"] = page.StartIndex,
        ["itemsPerPage"] = page.Count,
        ["items"] = Reduced(items),
    });

    /// <summary>A list that comes whole.</summary>
    public JsonArray Reduced(IEnumerable<object> items) => new([.. items.Select(item => Reduce(Spell(item), ""))]);

    private JsonObject Spell(object resource) =>
        Wire.Of(resource is IListsTenants named ? named.With(IsReached) : resource);

    private bool IsReached(string tenantId)
    {
        var caller = _context.GetApiCaller();
        return tenantId == caller.HomeTenantId
            || (_context.GetEndpoint()?.Metadata.GetMetadata<RequiredPermission>()?.Value is { } permission
                && caller.Permissions.ReachOf(permission).Covers(tenantId));
    }

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
