using System.Globalization;
using System.Text;
using System.Text.Json;
using Wristband.Platform.Tests.Isolation;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Fuzz;

/// <summary>
/// Whatever an endpoint of the management API is sent, it answers in one of the documented shapes and never that the platform failed. A few
/// requests each in <c>make test</c>, many in <c>make soak</c>. FUZZ_SEED repeats a run.
/// </summary>
public class FuzzTests(FuzzedPlatform platform) : IClassFixture<FuzzedPlatform>
{
    private static readonly int Seed = int.TryParse(
        Environment.GetEnvironmentVariable("FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : Rounds.InFull ? Environment.TickCount & int.MaxValue : 20260115;

    public static TheoryData<string> Endpoints => [.. Calls.All.Keys];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Whatever_it_is_sent_an_endpoint_answers_in_a_documented_shape(string key)
    {
        var random = new Random(Seed + StableHash(key));
        var failures = new List<string>();
        var caller = await platform.NewAdminAsync();
        var fields = await BodyFields.OfAsync(caller, key, Calls.All[key][0]);
        caller = await platform.NewAdminAsync();
        for (var i = Rounds.Of(full: 3000, bounded: 50); i > 0 && failures.Count < 5; i--)
        {
            var request = new Fuzzer(random, key, caller.Own, fields).Next(Calls.All[key]);
            var (status, problem) = await SendAsync(caller, request);
            if (problem is not null) failures.Add($"{problem}\n{request}");
            // What was removed is put there again, so that not everything is answered by "not found".
            if (status is 401 or 204 && random.Next(4) == 0) caller = await platform.NewAdminAsync();
        }

        failures.ShouldBeEmpty($"FUZZ_SEED={Seed}");
    }

    /// <summary>What chance may miss: text that a database or an encoder does not take, in each id and in each field.</summary>
    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Text_that_cannot_be_stored_is_refused_wherever_it_stands(string key)
    {
        var failures = new List<string>();
        var caller = await platform.NewAdminAsync();
        var fields = await BodyFields.OfAsync(caller, key, Calls.All[key][0]);
        foreach (var text in new[] { "\\u0000", "a\\u0000b", "\\ud800", "a\\udc00b", "\\ufffe" })
        {
            foreach (var call in Calls.All[key].Where(call => call.Body is not null))
            {
                var (path, body) = call.Fill(caller.Own);
                var inPath = call.Slots.Count(slot => path.Contains(caller.Own[slot], StringComparison.Ordinal));
                var bodies = Enumerable.Range(inPath, call.Slots.Count - inPath).Select(slot => call.Fill(caller.Own, slot, text).Body!)
                    .Concat(fields.Select(field => With(body!, field, $"\"{text}\"")))
                    .Concat(fields.Select(field => With(body!, field, $"[\"{text}\"]")))
                    .Concat(fields.Select(field => With(body!, field, $"{{\"{text}\":{{\"a\":\"{text}\"}}}}")));
                foreach (var odd in bodies.Distinct())
                {
                    var request = new OddRequest(key.Split(' ')[0], path)
                    {
                        Body = Encoding.UTF8.GetBytes(odd),
                        ContentType = "application/json",
                    };
                    if ((await SendAsync(caller, request)).Problem is { } problem) failures.Add($"{problem}\n{request}");
                }
            }
        }

        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500, "application/json", "{}", "answers 500")]
    [InlineData(404, "text/html", "<p>", "is no JSON")]
    [InlineData(400, "application/json", "{\"error\":\"x\"}", "has no type")]
    [InlineData(400, "application/json", "{\"type\":\"base_error\",\"code\":\"\",\"message\":\"x\",\"ticket\":\"x\"}", "has no code")]
    [InlineData(
        400, "application/json", "{\"type\":\"constraint_violations_error\",\"code\":\"c\",\"message\":\"x\",\"ticket\":\"x\"}",
        "violations")]
    [InlineData(200, "application/json", "{", "is no JSON")]
    public void An_answer_of_another_shape_is_reported(int status, string type, string body, string problem) =>
        AnswerShape.Problem(status, type, body).ShouldNotBeNull().ShouldContain(problem);

    private static async Task<(int Status, string? Problem)> SendAsync(Caller caller, OddRequest request)
    {
        try
        {
            using var network = new HttpMessageInvoker(caller.World.Platform.Internet, disposeHandler: false);
            using var message = request.ToMessage(caller.World.Application.Base + ApiEndpoint.Base, caller.Token);
            using var response = await network.SendAsync(message, CancellationToken.None);
            var status = (int)response.StatusCode;
            var body = await response.Content.ReadAsStringAsync();
            return (status, AnswerShape.Problem(status, response.Content.Headers.ContentType?.MediaType, body));
        }
        catch (Exception thrown) when (thrown is not UriFormatException)
        {
            return (0, $"throws {thrown}");
        }
    }

    // The last of two members of the same name is the one that is meant, so the first has to go.
    private static string With(string body, string field, string value)
    {
        var members = JsonDocument.Parse(body).RootElement.EnumerateObject().Where(m => m.Name != field)
            .Select(m => $"\"{m.Name}\":{m.Value.GetRawText()}");
        return "{" + string.Join(',', members.Append($"\"{field}\":{value}")) + "}";
    }

    private static int StableHash(string text) => text.Aggregate(0, (hash, c) => unchecked((hash * 31) + c) & 0xFFFFFF);
}

/// <summary>The shapes that answers of the API have.</summary>
internal static class AnswerShape
{
    public static string? Problem(int status, string? contentType, string body)
    {
        if (status >= 500) return $"answers {status}: {body}";
        if (status is >= 200 and < 300 && body.Length == 0) return null;
        if (contentType != "application/json") return $"{status} is no JSON but {contentType}: {body}";
        JsonElement json;
        try
        {
            json = JsonDocument.Parse(body).RootElement;
        }
        catch (JsonException)
        {
            return $"{status} is no JSON: {body}";
        }
        if (status < 300) return null;
        if (json.ValueKind != JsonValueKind.Object) return $"{status} is no object: {body}";
        foreach (var name in new[] { "type", "code", "message", "ticket" })
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String || value.GetString() is null or "")
                return $"{status} has no {name}: {body}";
        }
        var violated = json.GetProperty("type").GetString() == "constraint_violations_error";
        return violated == json.TryGetProperty("violations", out _)
            ? null
            : $"{status} of this type and violations do not go together: {body}";
    }
}
