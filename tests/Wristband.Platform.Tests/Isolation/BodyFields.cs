using System.Text.Json;
using System.Text.RegularExpressions;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>
/// Which fields an endpoint takes, found by sending it all that any part of the platform has: one that it does not take is "not_allowed",
/// and one that it takes is no number.
/// </summary>
internal static partial class BodyFields
{
    /// <summary>Names that end like ids and name something outside of this platform.</summary>
    private static readonly string[] NoIds = ["externalId"];

    private static readonly string[] Names =
    [
        .. typeof(Program).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("Wristband.Platform", StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetProperties()).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .Where(name => name.All(char.IsAsciiLetterOrDigit)).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>All fields; none when the endpoint takes no body.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Caller caller, string key, Call call)
    {
        var body = "{" + string.Join(',', Names.Select(name => $"\"{name}\":[[0]]")) + "}";
        var answer = await caller.SendAsync(HttpMethod.Parse(key.Split(' ')[0]), call.Fill(caller.Own).Path, body);
        if (answer.Status != 400 || !answer.Body.Contains("not_allowed", StringComparison.Ordinal)) return [];
        return [.. JsonDocument.Parse(answer.Body).RootElement.GetProperty("violations").EnumerateObject()
            .Where(f => f.Value[0].GetProperty("code").GetString() != "not_allowed").Select(f => f.Name)];
    }

    public static bool NamesAnId(string field) => IdName().IsMatch(field) && !NoIds.Contains(field);

    [GeneratedRegex("(Id|Ids|List|Roles|Tenants|Users|Clients|Permissions|Groups)$")]
    private static partial Regex IdName();
}
