using System.Net;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>The summary of the endpoints: where each one is, and who may ask.</summary>
internal sealed class EndpointFacts : Facts
{
    private const HttpStatusCode Ok = HttpStatusCode.OK;
    private const HttpStatusCode Refused = HttpStatusCode.Unauthorized;

    public EndpointFacts() : base("2.0")
    {
        Endpoint("all SDKs", "GET /api/v1/clients/{id}/sdk-configuration on the application's host, without credentials",
            w => w.GetAsync($"/api/v1/clients/{w.App.ClientId}/sdk-configuration"), Ok);
        Endpoint("browser", "GET /api/v1/oauth2/authorize on the tenant's host, with or without a session", w =>
            w.OpenAsync(w.AuthorizeUrl()), HttpStatusCode.Found);
        Endpoint("all", "POST /api/v1/oauth2/token on the application's host, for clients only",
            w => w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token", "grant_type=client_credentials", Wire.Form), Refused);
        Endpoint("all", "GET /api/v1/oauth2/userinfo on the application's host, with an access token only", w =>
            w.GetAsync("/api/v1/oauth2/userinfo"), Refused);
        Endpoint("all", "POST /api/v1/oauth2/revoke on the application's host, for clients only",
            w => w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/revoke", "token=" + Wire.Random(), Wire.Form), Refused);
        Endpoint("browser", "GET /api/v1/logout on the tenant's host, with or without a session", w =>
            w.OpenAsync(w.Tenant.Base + "/api/v1/logout"), HttpStatusCode.Found);
        Endpoint("JWT SDKs", "GET /api/v1/oauth2/jwks on the application's host, without credentials", w =>
            w.GetAsync("/api/v1/oauth2/jwks"), Ok);
        Endpoint("certified relying parties", "GET /.well-known/openid-configuration on the application's host, without credentials",
            w => w.GetAsync("/.well-known/openid-configuration"), Ok);
        Endpoint("browser", "GET /login on the application's host: tenant discovery", w => w.GetAsync("/login"), Ok);
        Endpoint("browser", "GET /signup on the application's host", w => w.GetAsync("/signup"), Ok);
        Add("all", "what the application's host answers for servers, a tenant's host does not", async w =>
        {
            foreach (var path in new[] { "oauth2/jwks", "oauth2/userinfo", $"clients/{w.App.ClientId}/sdk-configuration" })
                (await w.OpenAsync($"{w.Tenant.Base}/api/v1/{path}")).Is(HttpStatusCode.NotFound);
        });
        Endpoint("Gen B", "POST /api/v1/custom-domains/validate on the application's host, without credentials",
            w => w.SendAsync(
                HttpMethod.Post, w.App.Base + "/api/v1/custom-domains/validate", """{"tenantCustomDomain":"a.example"}""", Wire.Json), Ok);
    }

    private void Endpoint(string who, string what, Func<Wire, Task<Answer>> ask, HttpStatusCode expected) =>
        Add(who, what, async w => (await ask(w)).Is(expected));
}
