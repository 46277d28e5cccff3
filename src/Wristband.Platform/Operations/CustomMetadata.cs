using System.Globalization;
using System.Text.Json.Nodes;

namespace Wristband.Platform.Operations;

/// <summary>What an application keeps with an entity: a JSON object of its own making, stored as text.</summary>
internal static class CustomMetadata
{
    private const int MostCharacters = 16 * 1024;

    /// <summary>
    /// The stored object after a change: merged member by member, where null removes one (RFC 7396), or replaced whole. Null when nothing
    /// is left of it.
    /// </summary>
    public static string? Changed(string field, string? stored, Change<JsonObject?> change, bool replace, Violations violations)
    {
        if (!change.IsGiven) return stored;
        try
        {
            var merged = replace ? [] : Read(stored);
            if (change.Value is null) merged = [];
            else Merge(merged, change.Value);
            var text = merged.Count == 0 ? null : merged.ToJsonString();
            if (text?.Length <= MostCharacters || text is null) return text;
            violations.Add(field, "too_long", ("maxLength", MostCharacters.ToString(CultureInfo.InvariantCulture)));
        }
        catch (Exception unwritable) when (unwritable is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair.
            violations.Add(field, "invalid_characters");
        }
        return stored;
    }

    public static JsonObject Read(string? stored) => stored is null ? [] : JsonNode.Parse(stored)!.AsObject();

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null) target.Remove(name);
            else if (value is not JsonObject inner) target[name] = value.DeepClone();
            else
            {
                if (target[name] is not JsonObject before) target[name] = before = [];
                Merge(before, inner);
            }
        }
    }
}
