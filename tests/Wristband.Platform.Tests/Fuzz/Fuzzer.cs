using System.Text;
using System.Text.Json.Nodes;
using Wristband.Platform.Tests.Isolation;

namespace Wristband.Platform.Tests.Fuzz;

/// <summary>Makes requests of an endpoint that are right but for one thing or a few.</summary>
/// <param name="random">Seeded, so that a failure comes back.</param>
/// <param name="key">The endpoint.</param>
/// <param name="ids">What is there.</param>
/// <param name="fields">What its body may have.</param>
internal sealed class Fuzzer(Random random, string key, IReadOnlyDictionary<string, string> ids, IReadOnlyList<string> fields)
{
    private static readonly string?[] ContentTypes =
    [
        null, "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/merge-patch+json", "application/json; charset=utf-16", "application/json; charset=bogus",
        "application/json; charset=\"",
        "application/", "json", "application/json, text/plain", "*/*",
    ];

    private static readonly string[] Tags =
    [
        "*", "\"1\"", "\"2\"", "W/\"1\"", "1", "\"\"", "\"", "\"99999999999999999999\"", "\"-1\"", "\"1\", \"2\"", "*, \"1\"", ",", "\"1",
        "\"\u00e9\"", "W/",
        "\"+1\"", "\" 1\"",
    ];

    private readonly List<string> _ids = [.. ids.Values, IsolationCheck.Unknown];

    public OddRequest Next(IReadOnlyList<Call> calls)
    {
        var (path, body) = calls[random.Next(calls.Count)].Fill(ids);
        if (random.Next(6) == 0) path = WithOddSegment(path);
        if (random.Next(key.StartsWith("GET ", StringComparison.Ordinal) ? 1 : 4) == 0)
            path += (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + OddQueries.Of(random);
        var request = new OddRequest(key.Split(' ')[0], path);
        if (body is not null || random.Next(8) == 0) AddBody(request, body ?? "{}");
        if (random.Next(5) == 0) request.Headers.Add(("If-Match", Tags[random.Next(Tags.Length)]));
        if (random.Next(15) == 0) request.Headers.Add(("Accept", random.Next(2) == 0 ? "text/html" : "\"\0"));
        if (random.Next(15) == 0) request.Headers.Add(("Accept-Language", random.Next(2) == 0 ? "xx-\u00e9;q=2" : new string('a', 3000)));
        return request;
    }

    private string WithOddSegment(string path)
    {
        var parts = path.Split('?', 2);
        var segments = parts[0].Split('/');
        var at = Array.FindIndex(segments, ids.Values.Contains);
        if (at < 0) return path;
        // A server refuses NUL in an address before anybody sees it, and a client folds dots.
        var segment = OddValues.Escaped(random).Replace("%00", "%01", StringComparison.Ordinal);
        segments[at] = segment is "" or "." or ".." or { Length: > 9000 } ? "x" : segment;
        return string.Join('?', [string.Join('/', segments), .. parts[1..]]);
    }

    private void AddBody(OddRequest request, string body)
    {
        var json = random.Next(10) == 0 ? body : Changed(body);
        request.Body = random.Next(8) == 0 ? OddValues.Raw(random, json) : Encoding.UTF8.GetBytes(json);
        request.ContentType = random.Next(12) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : "application/json";
    }

    // Members are kept as texts: some of what is put in is no value that a JSON library would write.
    private string Changed(string body)
    {
        var members = JsonNode.Parse(body)!.AsObject().Select(m => (m.Key, Value: m.Value?.ToJsonString() ?? "null")).ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            switch (random.Next(6))
            {
                case 0 when members.Count > 0:
                    members.RemoveAt(random.Next(members.Count));
                    break;
                case 1 when members.Count > 0:
                    members.Add((members[random.Next(members.Count)].Key, OddValues.Json(random, _ids)));
                    break;
                case 2 when members.Count > 0:
                    var at = random.Next(members.Count);
                    members[at] = (members[at].Key, OddValues.Json(random, _ids));
                    break;
                case 3 when random.Next(4) == 0:
                    members.Add((OddValues.Text(random), OddValues.Json(random, _ids)));
                    break;
                default:
                    if (fields.Count == 0) break;
                    var name = fields[random.Next(fields.Count)];
                    members.RemoveAll(m => m.Key == name);
                    members.Add((name, OddValues.Json(random, _ids)));
                    break;
            }
        }
        return "{" + string.Join(',', members.Select(m => $"{JsonValue.Create(m.Key)!.ToJsonString()}:{m.Value}")) + "}";
    }
}
