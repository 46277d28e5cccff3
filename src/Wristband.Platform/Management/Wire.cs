using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wristband.Platform.Management;

/// <summary>How the API spells what all its resources have.</summary>
internal static class Wire
{
    /// <summary>PENDING_SIGNUP_ACTIVATION for PendingSignupActivation.</summary>
    public static string Name(Enum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    /// <summary>The version is the moment of the last change: it differs whenever something did.</summary>
    public static JsonObject Metadata(DateTimeOffset created, DateTimeOffset changed) => new()
    {
        ["creationTime"] = Time(created),
        ["lastModifiedTime"] = Time(changed),
        ["activationTime"] = null,
        ["deactivationTime"] = null,
        ["version"] = changed.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
