using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>Idempotency-Key: what is asked for twice is made once.</summary>
public class IdempotencyTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task The_same_request_with_the_same_key_makes_one_thing_and_gets_one_answer()
    {
        var application = await _platform.ApplicationAsync();
        var token = await TokenAsync(application);

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CreateAsync(application, token, "a key", "auditor")));

        all.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        all.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        all.Count(answer => answer.Response.Headers.Contains("Idempotency-Replayed")).ShouldBe(4);
        all.ShouldAllBe(answer => answer.Response.Headers.ETag!.Tag == "\"1\"");
        (await CreateAsync(application, token, key: null, "auditor")).ShouldViolate("name not_unique");
        var stored = await _platform.ReadAsync(application.Id, database => database.IdempotentAnswers.SingleAsync());
        stored.Body!.ShouldNotContain("auditor");
    }

    [Fact]
    public async Task A_key_is_no_key_to_another_request_or_for_another_caller()
    {
        var application = await _platform.ApplicationAsync();
        var token = await TokenAsync(application);
        await CreateAsync(application, token, "a key", "first");

        var other = await CreateAsync(application, token, "a key", "second");
        other.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Text("code").ShouldBe("idempotency_key_reused");
        (await CreateAsync(application, await TokenAsync(application), "a key", "second")).ShouldBe(HttpStatusCode.Created);
        (await CreateAsync(application, token, new string('k', 256), "third")).Text("code").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var application = await _platform.ApplicationAsync();
        var token = await TokenAsync(application);

        (await CreateAsync(application, token, "a key", "")).ShouldViolate("name not_blank");
        (await CreateAsync(application, token, "a key", "auditor")).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_tenants_person_has_keys_of_their_own()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.GivePredefinedAsync(user, PredefinedRoles.TenantOwner);
        var token = (await new RelyingParty(_platform, user.Tenant.Application).SignInAsync(user)).AccessToken;
        object body = new { ownerType = "TENANT", ownerId = user.Tenant.Id, name = "auditor", displayName = "Auditor" };

        var first = await SendAsync(user.Tenant.Application, token, "k", body);
        var second = await SendAsync(user.Tenant.Application, token, "k", body);

        first.ShouldBe(HttpStatusCode.Created);
        second.Text("id").ShouldBe(first.Text("id"));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var platform = await PlatformHost.StartAsync();
        var application = await platform.ApplicationAsync();
        var machine = await platform.AdminClientAsync(application);
        await SendAsync(platform, application, await TokenAsync(platform, application, machine), "k", Role(application, "auditor"));

        platform.Time.Advance(TimeSpan.FromDays(1));

        (await SendAsync(platform, application, await TokenAsync(platform, application, machine), "k", Role(application, "other")))
            .ShouldBe(HttpStatusCode.Created);
    }

    private static object Role(SomeApplication application, string name) =>
        new { ownerType = "APPLICATION", ownerId = application.Id, name, displayName = "Some role" };

    private async Task<string> TokenAsync(SomeApplication application) =>
        await TokenAsync(_platform, application, await _platform.AdminClientAsync(application));

    private static async Task<string> TokenAsync(PlatformHost platform, SomeApplication application, SomeClient machine)
    {
        var party = new RelyingParty(platform, application) { ClientId = machine.Id, ClientSecret = machine.Secret };
        return (await party.TokenAsync(("grant_type", "client_credentials"))).Text("access_token")!;
    }

    private Task<Answer> CreateAsync(SomeApplication application, string token, string? key, string name) =>
        SendAsync(application, token, key, Role(application, name));

    private Task<Answer> SendAsync(SomeApplication application, string token, string? key, object body) =>
        SendAsync(_platform, application, token, key, body);

    private static Task<Answer> SendAsync(PlatformHost platform, SomeApplication application, string token, string? key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, application.Base + "/api/v1/roles") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return new RelyingParty(platform, application).SendAsync(request);
    }
}
