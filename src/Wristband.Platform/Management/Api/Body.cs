using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Management.Api;

/// <summary>
/// The JSON object of a request as what an operation takes. A field that the operation does not take, whether unknown or protected, is a
/// violation and never ignored (P-47); so is a value of the wrong kind.
/// </summary>
internal static class Body
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };
    private static readonly ConcurrentDictionary<Type, Dictionary<string, JsonPropertyInfo>> Known = new();
    private static readonly Refusal NoObject = Refusal.Invalid("The body must be a JSON object.");

    public static async Task<Outcome<T>> ReadAsync<T>(HttpRequest request) where T : class
    {
        if (!request.HasJsonContentType()) return NoObject;
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read<T>(document.RootElement) : NoObject;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Not JSON, or with names that are no text.
            return NoObject;
        }
    }

    private static Outcome<T> Read<T>(JsonElement json) where T : class
    {
        var type = Wire.Json.GetTypeInfo(typeof(T));
        var known = Known.GetOrAdd(typeof(T), _ => type.Properties.Where(p => p.Set is not null).ToDictionary(p => p.Name));
        var value = (T)type.CreateObject!();
        var violations = new Violations();
        foreach (var field in json.EnumerateObject())
        {
            if (!known.TryGetValue(field.Name, out var property)) violations.Add(field.Name, "not_allowed");
            else Set(value, property, field.Value, violations);
        }
        return violations.Refusal is { } refusal ? refusal : value;
    }

    private static void Set(object target, JsonPropertyInfo property, JsonElement json, Violations violations)
    {
        try
        {
            var value = json.Deserialize(property.PropertyType, Wire.Json);
            if (value is null && !property.IsSetNullable) violations.Add(property.Name, "not_null");
            else property.Set!(target, value);
        }
        catch (Exception unfit) when (unfit is JsonException or InvalidOperationException or FormatException)
        {
            violations.Add(property.Name, "invalid_type");
        }
    }
}
