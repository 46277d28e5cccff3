using System.Net;
using System.Text.Json;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>What came back over the wire, read the way a strict SDK reads it.</summary>
internal sealed record Answer(Uri Url, HttpResponseMessage Response, string Body)
{
    public HttpStatusCode Status => Response.StatusCode;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement this[string field] =>
        Json.TryGetProperty(field, out var value) ? value : throw new ShouldAssertException($"'{field}' is missing in {Body}");

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values) : null;

    public Uri Location => new(Url, Response.Headers.Location.ShouldNotBeNull($"{(int)Status} {Body}"));

    public string? Query(string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Location.Query).TryGetValue(name, out var value)
            ? value.ToString()
            : null;

    public Answer Is(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body);
        return this;
    }

    public Answer IsError(HttpStatusCode status, string error)
    {
        Is(status);
        this["error"].GetString().ShouldBe(error);
        this["error_description"].ValueKind.ShouldBe(JsonValueKind.String);
        return this;
    }
}
