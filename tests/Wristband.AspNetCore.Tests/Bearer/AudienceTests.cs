using System.Net;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Bearer;

/// <summary>S-81 and decision 95: whom a bearer token may be for. It is in order otherwise, so that only this decides.</summary>
public class AudienceTests
{
    private static readonly Dictionary<string, Action<TokenDraft>> Ours = new()
    {
        ["nobody, as the hosted platform makes it"] = t => t.Without("aud"),
        ["the application, as this product's platform makes it"] = t => t.With("aud", t.Claims["app_id"]),
        ["the application among others"] = t => t.With("aud", new[] { "other", "app-demo" }),
        ["the issuer, as this product's platform made it before"] = t => t.With("aud", FakePlatform.Issuer),
    };

    private static readonly Dictionary<string, Action<TokenDraft>> Configured = new()
    {
        ["an API"] = t => t.With("aud", "https://api.test"),
        ["an API, of an odd application"] = t => t.With("aud", "https://api.test").With("app_id", new { a = 1 }),
        ["an API among others"] = t => t.With("aud", new[] { "other", "https://api.test" }),
        ["our client, as an ID token is"] = t => t.With("aud", FakePlatform.ClientId),
    };

    private static readonly Dictionary<string, Action<TokenDraft>> Others = new()
    {
        ["another client"] = t => t.With("aud", "other-client"),
        ["another application"] = t => t.With("aud", "https://other.platform.test"),
        ["another application, by its id"] = t => t.With("aud", "app-other"),
        ["several others"] = t => t.With("aud", new[] { "a", "b" }),
        ["the application, in other letters"] = t => t.With("aud", "APP-DEMO"),
        ["the issuer, with a slash more"] = t => t.With("aud", FakePlatform.Issuer + "/"),
        ["an application that it does not name"] = t => t.With("aud", "app-demo").Without("app_id"),
        ["no name, of an application without one"] = t => t.With("aud", "").With("app_id", ""),
        ["one of the several applications that it names"] = t => t.With("aud", "app-demo").With("app_id", new[] { "app-demo" }),
        ["its own application, which is not ours"] = t =>
            t.With("aud", "app-other").With("app_id", "app-other").With("iss", "https://other.platform.test"),
    };

    public static TheoryData<string> OurNames => [.. Ours.Keys];

    public static TheoryData<string> ConfiguredNames => [.. Configured.Keys];

    public static TheoryData<string> OtherNames => [.. Others.Keys];

    // S-81
    [Theory]
    [MemberData(nameof(OurNames))]
    public async Task A_token_for_the_application_counts_whatever_else_is_configured(string audience)
    {
        (await CallAsync(Ours[audience])).ShouldBe(HttpStatusCode.OK);
        (await CallAsync(Ours[audience], "https://api.test")).ShouldBe(HttpStatusCode.OK);
    }

    // S-81
    [Theory]
    [MemberData(nameof(ConfiguredNames))]
    public async Task A_token_for_something_else_of_ours_counts_when_that_is_configured(string audience)
    {
        (await CallAsync(Configured[audience])).ShouldBe(HttpStatusCode.Unauthorized);
        (await CallAsync(Configured[audience], "https://api.test", FakePlatform.ClientId)).ShouldBe(HttpStatusCode.OK);
    }

    // S-81
    [Theory]
    [MemberData(nameof(OtherNames))]
    public async Task A_token_for_somebody_else_is_refused(string audience)
    {
        (await CallAsync(Others[audience])).ShouldBe(HttpStatusCode.Unauthorized);
        (await CallAsync(Others[audience], "https://api.test")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpStatusCode> CallAsync(Action<TokenDraft> edit, params string[] audiences)
    {
        await using var world = await SdkWorld.StartAsync(setup =>
        {
            foreach (var (i, audience) in audiences.Index()) setup.Settings[$"Wristband:Audiences:{i}"] = audience;
        });
        var token = world.Platform.AccessToken(Person.In("acme"));
        edit(token);
        using var answer = await world.SendRawAsync(HttpMethod.Post, "/api/jwt-hello", ("Authorization", "Bearer " + token.Sign()));
        return answer.StatusCode;
    }
}
