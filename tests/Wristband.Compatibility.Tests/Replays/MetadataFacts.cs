using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class JwksFacts : Facts
{
    public JwksFacts() : base("2.7")
    {
        Add("typescript-jwt, python-jwt, aspnet-jwt", "every key has kid, kty RSA, n and e", async w =>
        {
            foreach (var key in await KeysAsync(w))
            {
                key.GetProperty("kty").GetString().ShouldBe("RSA");
                foreach (var field in new[] { "kid", "n", "e" }) key.GetProperty(field).GetString().ShouldNotBeNullOrEmpty(field);
            }
        });
        Add("all", "use is sig and alg is RS256", async w =>
        {
            foreach (var key in await KeysAsync(w))
            {
                key.GetProperty("use").GetString().ShouldBe("sig");
                key.GetProperty("alg").GetString().ShouldBe("RS256");
            }
        });
        Add("typescript-jwt, python-jwt", "the modulus has 2048 bits or more, in unpadded base64url", async w =>
        {
            foreach (var key in await KeysAsync(w))
                (Base64Url.DecodeFromChars(key.GetProperty("n").GetString()!).Length * 8).ShouldBeGreaterThanOrEqualTo(2048);
        });
        Add("all", "no credentials and no redirect", async w => (await w.GetAsync("/api/v1/oauth2/jwks")).Is(HttpStatusCode.OK));
        Add("typescript-jwt", "the kid of an access token is published", async w =>
        {
            var kid = Wire.Header((await w.TokensAsync())["access_token"].GetString()!).GetProperty("kid").GetString();
            (await KeysAsync(w)).Select(key => key.GetProperty("kid").GetString()).ShouldContain(kid);
        });
        AddLater("typescript-jwt, python-jwt", "the next key is published before it signs: SDKs cache what they know", async w =>
        {
            var first = (await KeysAsync(w)).ShouldHaveSingleItem().GetProperty("kid").GetString();
            await w.AgeSigningKeyAsync();
            var published = (await KeysAsync(w)).Select(key => key.GetProperty("kid").GetString()).ToList();
            Wire.Header((await w.TokensAsync())["access_token"].GetString()!).GetProperty("kid").GetString().ShouldBe(first);
            w.Platform.Time.Advance(TimeSpan.FromHours(12));
            var second = Wire.Header((await w.TokensAsync())["access_token"].GetString()!).GetProperty("kid").GetString();
            second.ShouldNotBe(first);
            published.ShouldContain(second);
        });
        Add("all", "private parts stay private", async w =>
        {
            foreach (var key in await KeysAsync(w))
                key.EnumerateObject().Select(p => p.Name).Intersect(["d", "p", "q", "dp", "dq", "qi"]).ShouldBeEmpty();
        });
    }

    private static async Task<List<JsonElement>> KeysAsync(Wire wire)
    {
        var keys = (await wire.GetAsync("/api/v1/oauth2/jwks", ("Accept", Wire.Json))).Is(HttpStatusCode.OK)["keys"].EnumerateArray()
            .ToList();
        keys.ShouldNotBeEmpty();
        return keys;
    }
}

internal sealed class DiscoveryDocumentFacts : Facts
{
    public DiscoveryDocumentFacts() : base("2.8")
    {
        Add("certified relying parties", "the issuer is the application's base, without trailing slash", async w =>
            (await ReadAsync(w, w.App.Base))["issuer"].GetString().ShouldBe(w.App.Base));
        Add("certified relying parties", "at a tenant's host the issuer stays the application's and authorize is the tenant's", async w =>
        {
            var document = await ReadAsync(w, w.Tenant.Base);
            document["issuer"].GetString().ShouldBe(w.App.Base);
            document["authorization_endpoint"].GetString().ShouldBe(w.Tenant.Base + "/api/v1/oauth2/authorize");
            document["token_endpoint"].GetString().ShouldBe(w.App.Base + "/api/v1/oauth2/token");
        });
        Add("certified relying parties", "the endpoints for servers are the application's: token, userinfo, jwks, revocation", async w =>
        {
            var document = await ReadAsync(w, w.App.Base);
            document["token_endpoint"].GetString().ShouldBe(w.App.Base + "/api/v1/oauth2/token");
            document["userinfo_endpoint"].GetString().ShouldBe(w.App.Base + "/api/v1/oauth2/userinfo");
            document["jwks_uri"].GetString().ShouldBe(w.App.Base + "/api/v1/oauth2/jwks");
            document["revocation_endpoint"].GetString().ShouldBe(w.App.Base + "/api/v1/oauth2/revoke");
        });
        Add("certified relying parties", "end_session_endpoint is /api/v1/logout", async w =>
            (await ReadAsync(w, w.Tenant.Base))["end_session_endpoint"].GetString().ShouldBe(w.Tenant.Base + "/api/v1/logout"));
        Add("certified relying parties", "code, S256 and RS256 are what is offered", async w =>
        {
            var document = await ReadAsync(w, w.App.Base);
            Only(document, "response_types_supported").ShouldBe(["code"]);
            Only(document, "code_challenge_methods_supported").ShouldBe(["S256"]);
            Only(document, "id_token_signing_alg_values_supported").ShouldBe(["RS256"]);
        });
    }

    private static string?[] Only(Answer document, string field) =>
        [.. document[field].EnumerateArray().Select(value => value.GetString())];

    private static async Task<Answer> ReadAsync(Wire wire, string origin) =>
        (await wire.SendAsync(HttpMethod.Get, origin + "/.well-known/openid-configuration", null, null)).Is(HttpStatusCode.OK);
}
