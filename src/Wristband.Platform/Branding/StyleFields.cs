using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Branding;

/// <summary>
/// The fields of a style, read from its type: the same rules for all of them, by the end of the name, so that a new one is checked
/// without anybody thinking of it.
/// </summary>
internal static class StyleFields<TStyle> where TStyle : class, new()
{
    // As the API spells it. What was never chosen takes no room.
    private static readonly JsonSerializerOptions Stored = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private const int LongestUrl = 2000;
    private const int LargestRadius = 100;
    private const int LargestLogo = 600;
    private static readonly PropertyInfo[] All = typeof(TStyle).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    public static TStyle Read(string stored) => JsonSerializer.Deserialize<TStyle>(stored, Stored) ?? new TStyle();

    public static string Write(TStyle style) => JsonSerializer.Serialize(style, Stored);

    /// <summary>The style after the change. What breaks a rule is in the violations.</summary>
    public static TStyle Apply(TStyle before, IStyleChange change, Violations violations)
    {
        var style = new TStyle();
        foreach (var field in All)
        {
            var old = field.GetValue(before);
            var wanted = change.GetType().GetProperty(field.Name)!.GetValue(change);
            object? value = wanted switch
            {
                Change<string?> text => text.Or((string?)old),
                Change<int?> number => number.Or((int?)old),
                Change<bool?> flag => flag.Or((bool?)old),
                _ => throw new InvalidOperationException($"{field.Name} has no rule."),
            };
            Check(JsonNamingPolicy.CamelCase.ConvertName(field.Name), value, violations);
            field.SetValue(style, value);
        }
        return style;
    }

    /// <summary>What one leaves open, the other fills in.</summary>
    public static TStyle Merge(TStyle? first, TStyle? second)
    {
        var style = new TStyle();
        foreach (var field in All)
            field.SetValue(style, (first is null ? null : field.GetValue(first)) ?? (second is null ? null : field.GetValue(second)));
        return style;
    }

    private static void Check(string name, object? value, Violations violations)
    {
        switch (value)
        {
            case string color when name.EndsWith("Color", StringComparison.Ordinal):
                if (Rgb.Parse(color) is null) violations.Add(name, "invalid_color");
                break;
            case string url when name.EndsWith("Url", StringComparison.Ordinal):
                violations.Text(name, url, LongestUrl);
                if (!IsHttps(url)) violations.Add(name, "invalid_url");
                break;
            case string type:
                if (type != "COLOR") violations.Add(name, "not_supported");
                break;
            case int pixels:
                var most = name.StartsWith("logo", StringComparison.Ordinal) ? LargestLogo : LargestRadius;
                if (pixels < 0 || pixels > most)
                    violations.Add(name, "out_of_range", ("min", "0"), ("max", most.ToString(CultureInfo.InvariantCulture)));
                break;
            default:
                break;
        }
    }

    private static bool IsHttps(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0;
}
