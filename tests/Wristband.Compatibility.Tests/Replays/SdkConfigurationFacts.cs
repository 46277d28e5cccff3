using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Applications;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class SdkConfigurationFacts : Facts
{
    public SdkConfigurationFacts() : base("2.1")
    {
        Requests();
        Fields();
        Errors();
    }

    private void Requests()
    {
        Add("Django", "sends Basic and a JSON content type to the anonymous endpoint", w =>
            AnswersAsync(w, Wire.Json, ("Authorization", w.Basic), ("Accept", Wire.Json)));
        Add("Django", "is not refused for credentials that are wrong", w =>
            AnswersAsync(
                w, Wire.Json, ("Authorization", Wire.BasicOf(w.App.ClientId, "wrong-wrong-wrong-wrong-wrong-wrong")),
                ("Accept", Wire.Json)));
        Add("ASP.NET", "sends Accept and no credentials", w => AnswersAsync(w, null, ("Accept", Wire.Json)));
        Add("Express", "sends JSON headers with a charset, no credentials, and refuses redirects", w =>
            AnswersAsync(w, Wire.JsonUtf8, ("Accept", Wire.JsonUtf8)));
        Add("Go", "sends a JSON content type and Accept with a charset", w => AnswersAsync(w, Wire.Json, ("Accept", Wire.JsonUtf8)));
        Add("FastAPI", "sends JSON headers and no credentials", w => AnswersAsync(w, Wire.Json, ("Accept", Wire.Json)));
        Add("all", "puts the client id into the path as it is: ids need no escaping", w =>
        {
            Uri.EscapeDataString(w.App.ClientId).ShouldBe(w.App.ClientId);
            return Task.CompletedTask;
        });
    }

    private void Fields()
    {
        Add("Django", "indexes loginUrl", async w => (await ReadAsync(w))["loginUrl"].GetString().ShouldBe(w.App.LoginUrl));
        Add("all", "loginUrl is the client's own when it has one", async w =>
        {
            await w.ChangeClientAsync(client => client.LoginUrl = "http://localhost:6001/client/login");
            (await ReadAsync(w))["loginUrl"].GetString().ShouldBe("http://localhost:6001/client/login");
        });
        Add("Express", "needs loginUrl and redirectUri as non-empty strings", async w =>
        {
            var answer = await ReadAsync(w);
            answer["loginUrl"].GetString().ShouldNotBeNullOrEmpty();
            answer["redirectUri"].GetString().ShouldBe(w.App.RedirectUri);
        });
        Add("Go", "panics unless isApplicationCustomDomainActive is a boolean", async w =>
            (await ReadAsync(w))["isApplicationCustomDomainActive"].ValueKind.ShouldBe(JsonValueKind.False));
        Add("Go", "isApplicationCustomDomainActive is true with a domain of the application's own", async w =>
            (await ReadChangedAsync(w, application => application.IsCustomDomainActive = true))["isApplicationCustomDomainActive"]
                .GetBoolean().ShouldBeTrue());
        Add("all", "customApplicationLoginPageUrl names the page when it is set", async w =>
            (await ReadChangedAsync(
                w, application => application.CustomLoginPageUrl = "https://yourapp.example/find"))["customApplicationLoginPageUrl"]
                    .GetString()
                .ShouldBe("https://yourapp.example/find"));
        Add("all", "customApplicationLoginPageUrl is there, null when not set", async w =>
            (await ReadAsync(w))["customApplicationLoginPageUrl"].ValueKind.ShouldBe(JsonValueKind.Null));
        Add("all", "loginUrlTenantDomainSuffix is null without a placeholder", async w =>
            (await ReadAsync(w))["loginUrlTenantDomainSuffix"].ValueKind.ShouldBe(JsonValueKind.Null));
        Add("all", "loginUrlTenantDomainSuffix is what follows the placeholder", async w =>
            (await ReadAsync(await w.WithSubdomainsAsync()))["loginUrlTenantDomainSuffix"].GetString().ShouldBe("yourapp.example"));
        Add("all", "loginUrlTenantDomainSuffix has no port: SDKs strip it from the host before they compare", async w =>
            (await ReadAsync(
                await Wire.NewAsync(w.Platform, "https://{tenant_name}.yourapp.example:8443/login")))["loginUrlTenantDomainSuffix"]
                    .GetString()
                .ShouldBe("yourapp.example"));
        Add("Gen B", "applicationAuthorizationRequestsEnabled is false unless they are", async w =>
            (await ReadAsync(w))["applicationAuthorizationRequestsEnabled"].ValueKind.ShouldBe(JsonValueKind.False));
        Add("Gen B", "applicationAuthorizationRequestsEnabled is true when they are", async w =>
            (await ReadChangedAsync(
                w, application => application.AuthorizationRequestsEnabled = true))["applicationAuthorizationRequestsEnabled"].GetBoolean()
                    .ShouldBeTrue());
        Add("Django, ASP.NET", "redirectUri is null when the client has several", async w =>
        {
            await w.ChangeClientAsync(client => client.RedirectUris = [.. client.RedirectUris, "http://localhost:6001/second"]);
            (await ReadAsync(w))["redirectUri"].ValueKind.ShouldBe(JsonValueKind.Null);
        });
        Add("all", "all six fields are always there", async w =>
            (await ReadAsync(w)).Json.EnumerateObject().Select(field => field.Name).ShouldBe(
        [
            "loginUrl", "redirectUri", "isApplicationCustomDomainActive", "customApplicationLoginPageUrl", "loginUrlTenantDomainSuffix",
            "applicationAuthorizationRequestsEnabled",
        ], ignoreOrder: true));
    }

    private void Errors()
    {
        Add("all", "an unknown client is 404 with an error body", async w =>
            (await w.GetAsync("/api/v1/clients/abcdefghijklmnopqrstuvwxyz/sdk-configuration", ("Accept", Wire.Json)))
                .Is(HttpStatusCode.NotFound)["code"].ValueKind.ShouldBe(JsonValueKind.String));
        Add("all", "a client of another application is unknown here", async w =>
        {
            var other = await w.Platform.ApplicationAsync();
            (await w.GetAsync($"/api/v1/clients/{other.ClientId}/sdk-configuration")).Is(HttpStatusCode.NotFound);
        });
    }

    private static async Task<Answer> ReadChangedAsync(Wire wire, Action<Application> change)
    {
        await wire.ChangeAsync(async database => change(await database.Applications.SingleAsync(a => a.Id == wire.App.Id)));
        return await ReadAsync(wire);
    }

    private static Task<Answer> ReadAsync(Wire wire) => wire.GetAsync(Path(wire), ("Accept", Wire.Json));

    private static async Task AnswersAsync(Wire wire, string? contentType, params (string, string)[] headers)
    {
        var answer = await wire.SendAsync(HttpMethod.Get, wire.App.Base + Path(wire), null, contentType, headers);
        answer.Is(HttpStatusCode.OK)["loginUrl"].GetString().ShouldBe(wire.App.LoginUrl);
    }

    private static string Path(Wire wire) => $"/api/v1/clients/{wire.App.ClientId}/sdk-configuration";
}
