using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>/api/v1/applications/{id}/signing-keys: P-17 by hand, and the emergency.</summary>
public class SigningKeyApiTests(SharedPlatform shared)
{
    [Fact]
    public async Task P17_a_rotation_lets_nobody_meet_a_key_that_they_could_not_have_seen()
    {
        await using var platform = await PlatformHost.StartAsync();
        var application = await platform.ApplicationAsync();
        var admin = await Callers.AdminAsync(platform, application);
        var keys = $"/applications/{application.Id}/signing-keys";
        var first = Positions(await admin.GetAsync(keys)).ShouldHaveSingleItem();
        first.Position.ShouldBe("CURRENT");

        var scheduled = Positions(await admin.PostAsync(keys + "/rotate"));
        scheduled.Select(k => k.Position).ShouldBe(["NEXT", "NEXT", "CURRENT"]);
        scheduled[2].Id.ShouldBe(first.Id);
        // Impatience makes no further key, and nothing sooner.
        Positions(await admin.PostAsync(keys + "/rotate")).ShouldBe(scheduled);
        KeyOf((await Callers.AdminAsync(platform, application)).Token).ShouldBe(first.Id);

        platform.Time.Advance(TimeSpan.FromHours(24));
        admin = await Callers.AdminAsync(platform, application);
        KeyOf(admin.Token).ShouldBe(scheduled[1].Id);
        Positions(await admin.GetAsync(keys))
            .ShouldBe([(scheduled[0].Id, "NEXT"), (scheduled[1].Id, "CURRENT"), (first.Id, "PREVIOUS")]);

        // By now the one after it has been seen for a day: it signs at once.
        var rotated = Positions(await admin.PostAsync(keys + "/rotate"));
        rotated.Select(k => k.Position).ShouldBe(["NEXT", "CURRENT", "PREVIOUS", "PREVIOUS"]);
        rotated[1].Id.ShouldBe(scheduled[0].Id);
        KeyOf((await Callers.AdminAsync(platform, application)).Token).ShouldBe(scheduled[0].Id);
        (await admin.GetAsync(keys)).ShouldBeOk();

        platform.Time.Advance(TimeSpan.FromHours(25));
        admin = await Callers.AdminAsync(platform, application);
        Positions(await admin.GetAsync(keys)).Select(k => k.Position).ShouldBe(["NEXT", "CURRENT"]);
    }

    [Fact]
    public async Task A_key_that_somebody_else_has_is_gone_at_once()
    {
        var platform = shared.Host;
        var user = await platform.UserAsync(await platform.TenantAsync());
        var application = user.Tenant.Application;
        var app = new RelyingParty(platform, application);
        var tokens = await app.SignInAsync(user);
        var admin = await Callers.AdminAsync(platform, application);
        var keys = $"/applications/{application.Id}/signing-keys";
        var stolen = KeyOf(tokens.AccessToken);
        (await app.UserInfoAsync(tokens.AccessToken)).ShouldBeOk();

        (await admin.DeleteAsync($"{keys}/{stolen}")).Status.ShouldBe(HttpStatusCode.NoContent);

        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.GetAsync(keys)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.GetAsync("/api/v1/oauth2/jwks")).Body.ShouldNotContain(stolen);
        // People stay signed in: the next token is signed with another key.
        var renewed = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
        KeyOf(renewed.AccessToken).ShouldNotBe(stolen);
        (await app.UserInfoAsync(renewed.AccessToken)).ShouldBeOk();
        var again = await Callers.AdminAsync(platform, application);
        (await again.DeleteAsync($"{keys}/{stolen}")).ShouldBeMissing("signing_key_not_found");
        var events = await platform.ReadAsync(application.Id, database =>
            database.AuditEvents.Where(e => e.SubjectId == stolen).Select(e => e.Type).ToListAsync());
        events.ShouldBe(["signing_key.removed"]);
    }

    [Fact]
    public async Task P46_keys_of_another_application_do_not_exist()
    {
        var platform = shared.Host;
        var tenant = await platform.TenantAsync();
        var admin = await Callers.AdminAsync(platform, tenant.Application);
        var stranger = await Callers.AdminAsync(platform);
        var foreign = KeyOf(stranger.Token);
        var owner = await Callers.OwnerAsync(platform, tenant);

        foreach (var id in new[] { stranger.Application.Id, ApiClient.Nobody })
        {
            (await admin.GetAsync($"/applications/{id}/signing-keys")).ShouldBeMissing("application_not_found");
            (await admin.PostAsync($"/applications/{id}/signing-keys/rotate")).ShouldBeMissing("application_not_found");
            (await admin.DeleteAsync($"/applications/{id}/signing-keys/{foreign}")).ShouldBeMissing("application_not_found");
            (await owner.GetAsync($"/applications/{id}/signing-keys")).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        (await admin.DeleteAsync($"/applications/{tenant.Application.Id}/signing-keys/{foreign}")).ShouldBeMissing("signing_key_not_found");
        (await owner.PostAsync($"/applications/{tenant.Application.Id}/signing-keys/rotate")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await stranger.GetAsync($"/applications/{stranger.Application.Id}/signing-keys")).ShouldBeOk();
    }

    private static List<(string Id, string Position)> Positions(Answer answer) =>
    [
        .. answer.ShouldBeOk().Json.GetProperty("items").EnumerateArray()
            .Select(key => (key.GetProperty("id").GetString()!, key.GetProperty("position").GetString()!)),
    ];

    private static string KeyOf(string token) => JsonDocument.Parse(
        Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(token.Split('.')[0])).RootElement.GetProperty("kid").GetString()!;
}
