using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Wristband.Platform.Data;

namespace Wristband.Platform.Management.Api;

/// <summary>How the API spells what all its resources have.</summary>
internal static class Wire
{
    /// <summary>camelCase names and UPPER_CASE choices, in both directions.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        // Asked for its types before it reads or writes anything.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false), new ChangeConverter() },
    };

    /// <summary>PENDING_SIGNUP_ACTIVATION for PendingSignupActivation.</summary>
    public static string Name(Enum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    /// <summary>A resource as it is answered, nulls included.</summary>
    public static JsonObject Of(object resource) => JsonSerializer.SerializeToNode(resource, resource.GetType(), Json)!.AsObject();

    /// <summary>Metadata of an entity, which is stored as the text of a JSON object.</summary>
    public static JsonObject Stored(string? json) => json is null ? [] : JsonNode.Parse(json)!.AsObject();

    public static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>When something was made and changed, and how often: the version is what ETags are made of.</summary>
internal sealed record Metadata(
    string? CreationTime, string? LastModifiedTime, string? ActivationTime, string? DeactivationTime, string Version)
{
    public static Metadata Of(
        IVersioned row, DateTimeOffset? created, DateTimeOffset? changed, DateTimeOffset? activated = null,
        DateTimeOffset? deactivated = null) =>
        new(Wire.Time(created), Wire.Time(changed ?? created), Wire.Time(activated), Wire.Time(deactivated),
            row.Version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Of what comes with the platform and has no row.</summary>
    public static Metadata OfPredefined { get; } = new(null, null, null, null, "1");
}
