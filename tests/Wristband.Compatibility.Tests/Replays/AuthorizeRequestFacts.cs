using System.Net;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>What an authorize request may lead to.</summary>
internal abstract class AuthorizeRequestFacts() : Facts("2.2")
{
    protected static async Task LeadsToLoginAsync(Wire wire, string url)
    {
        var answer = await wire.OpenAsync(url);
        ((int)answer.Status).ShouldBeOneOf(302, 303);
        answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(wire.Tenant.Base + "/login");
        answer.Query("req").ShouldNotBeNullOrEmpty();
    }

    protected static async Task StaysAsync(Wire wire, params (string, string?)[] changes)
    {
        var answer = await wire.OpenAsync(wire.AuthorizeUrl(changes));
        answer.Is(HttpStatusCode.BadRequest).Response.Headers.Location.ShouldBeNull();
    }

    protected static async Task ReturnsAsync(Wire wire, string error, params (string, string?)[] changes)
    {
        var answer = await wire.OpenAsync(wire.AuthorizeUrl([("state", "state-of-22-characters"), .. changes]));
        answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(wire.App.RedirectUri);
        answer.Query("error").ShouldBe(error);
        answer.Query("error_description").ShouldNotBeNullOrEmpty();
        answer.Query("code").ShouldBeNull();
        if (changes.All(change => change.Item1 != "state")) answer.Query("state").ShouldBe("state-of-22-characters");
    }
}
