using System.Net;
using System.Text.Json;
using Wristband.Platform.OAuth.Clients;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class TokenClaimFacts : Facts
{
    public TokenClaimFacts() : base("3")
    {
        AccessTokens();
        OtherTokens();
    }

    private void AccessTokens()
    {
        Access("all", "is a JWT signed with RS256, with a kid", (_, header, _) =>
        {
            header.GetProperty("alg").GetString().ShouldBe("RS256");
            header.GetProperty("kid").GetString().ShouldNotBeNullOrEmpty();
        });
        Access("all", "says at+jwt in typ", (_, header, _) =>
            header.GetProperty("typ").GetString()!.ShouldBe("at+jwt", StringCompareShould.IgnoreCase));
        Access("typescript-jwt, python-jwt, aspnet-jwt", "iss is exactly the configured domain, port included, no trailing slash",
            (w, _, claims) => claims.GetProperty("iss").GetString().ShouldBe(w.App.Base));
        Access("all", "sub is the person and sub_kind user", (w, _, claims) =>
        {
            claims.GetProperty("sub").GetString().ShouldBe(w.Person.Id);
            claims.GetProperty("sub_kind").GetString().ShouldBe("user");
        });
        Access("all", "client_id, app_id, tnt_id, idp_name and van_dom", (w, _, claims) =>
        {
            claims.GetProperty("client_id").GetString().ShouldBe(w.App.ClientId);
            claims.GetProperty("app_id").GetString().ShouldBe(w.App.Id);
            claims.GetProperty("tnt_id").GetString().ShouldBe(w.Tenant.Id);
            claims.GetProperty("idp_name").GetString().ShouldBe("wristband");
            claims.GetProperty("van_dom").GetString().ShouldNotBeNullOrEmpty();
        });
        Access("aspnet-jwt", "amr has one value and aud is a string: repeated claim types break its validator", (_, _, claims) =>
        {
            claims.GetProperty("amr").GetArrayLength().ShouldBe(1);
            claims.GetProperty("aud").ValueKind.ShouldBe(JsonValueKind.String);
        });
        Access("all", "scope is a string, separated by spaces", (_, _, claims) =>
            claims.GetProperty("scope").GetString().ShouldBe(Wire.AllScopes));
        Access("all", "auth_time, iat and exp are numbers, half an hour apart", (_, _, claims) =>
        {
            claims.GetProperty("auth_time").GetInt64().ShouldBeGreaterThan(0);
            (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(1800);
        });
        Access("all", "jti is there", (_, _, claims) => claims.GetProperty("jti").GetString().ShouldNotBeNullOrEmpty());
        Access("all", "van_dom is the application's vanity domain, port included", (w, _, claims) =>
            claims.GetProperty("van_dom").GetString().ShouldBe(w.App.Authority));
        Access("all", "ids are 26 characters of lower-case base32", (_, _, claims) =>
        {
            foreach (var id in new[] { "sub", "client_id", "app_id", "tnt_id" })
                claims.GetProperty(id).GetString()!.ShouldMatch("^[a-z2-7]{26}$", id);
        });
        Access("all", "aud and nbf, which the hosted service leaves out, do not get in the way: aud is app_id, nbf is iat",
            (w, _, claims) =>
        {
            claims.GetProperty("aud").GetString().ShouldBe(w.App.Id);
            claims.GetProperty("nbf").GetInt64().ShouldBe(claims.GetProperty("iat").GetInt64());
        });
        Add("all", "every access token has a jti of its own", async w =>
            Jti(await w.TokensAsync()).ShouldNotBe(Jti(await w.TokensAsync())));
        Add("M2M", "a machine's access token has sub_kind client and no tenant", async w =>
        {
            await w.ChangeClientAsync(_ => { }, ClientType.MachineToMachine);
            var claims = Wire.Payload(
                (await w.PostAsync("token", "grant_type=client_credentials")).Is(HttpStatusCode.OK)["access_token"].GetString()!);
            claims.GetProperty("sub").GetString().ShouldBe(w.App.ClientId);
            claims.GetProperty("sub_kind").GetString().ShouldBe("client");
            claims.TryGetProperty("tnt_id", out _).ShouldBeFalse();
        });
        Add("Terraform", "the first of aud, app_id and application_id in a machine's access token is the application's id", async w =>
        {
            await w.ChangeClientAsync(_ => { }, ClientType.MachineToMachine);
            var claims = Wire.Payload(
                (await w.PostAsync("token", "grant_type=client_credentials")).Is(HttpStatusCode.OK)["access_token"].GetString()!);
            string[] places = ["aud", "app_id", "application_id"];
            places.Select(name => claims.TryGetProperty(name, out var value) ? value.GetString() : null).First(id => id is not null)
                .ShouldBe(w.App.Id);
        });
    }

    private void OtherTokens()
    {
        Add("all", "the ID token is a JWT with typ JWT, RS256 and a kid", async w =>
        {
            var header = Wire.Header((await w.TokensAsync())["id_token"].GetString()!);
            header.GetProperty("typ").GetString().ShouldBe("JWT");
            header.GetProperty("alg").GetString().ShouldBe("RS256");
            header.GetProperty("kid").GetString().ShouldNotBeNullOrEmpty();
        });
        Add("all", "the ID token echoes the nonce and is for the client", async w =>
        {
            var (nonce, verifier) = (Wire.Random(), Wire.Random());
            var page = await w.SignInAsync(w.AuthorizeUrl(("nonce", nonce), ("code_challenge", Wire.Challenge(verifier))));
            var claims = Wire.Payload(
                (await w.ExchangeAsync(page.Query("code")!, verifier)).Is(HttpStatusCode.OK)["id_token"].GetString()!);
            claims.GetProperty("nonce").GetString().ShouldBe(nonce);
            claims.GetProperty("aud").GetString().ShouldBe(w.App.ClientId);
        });
        Add("all", "the ID token has auth_time, amr and the e-mail address", async w =>
        {
            var claims = Wire.Payload((await w.TokensAsync())["id_token"].GetString()!);
            claims.GetProperty("auth_time").GetInt64().ShouldBeGreaterThan(0);
            claims.GetProperty("amr")[0].GetString().ShouldBe("pwd");
            claims.GetProperty("email").GetString().ShouldBe(w.Person.Email);
        });
        Add("all", "the ID token ends half an hour after it was issued", async w =>
        {
            var claims = Wire.Payload((await w.TokensAsync())["id_token"].GetString()!);
            (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(1800);
        });
        Add("all", "scopes drive the claims of the ID token", async w =>
        {
            var claims = Wire.Payload((await w.TokensAsync("openid profile"))["id_token"].GetString()!);
            claims.GetProperty("given_name").GetString().ShouldBe("Given");
            claims.TryGetProperty("email", out _).ShouldBeFalse();
        });
        Add("all", "offline_access drives the refresh token", async w =>
        {
            (await w.TokensAsync("openid"))["refresh_token"].ValueKind.ShouldBe(JsonValueKind.Null);
            (await w.TokensAsync("openid offline_access"))["refresh_token"].ValueKind.ShouldBe(JsonValueKind.String);
        });
        AddLater("all", "the refresh token lives a day without use, and longer when it is used", async w =>
        {
            var unused = await w.TokensAsync();
            var used = await w.TokensAsync();
            w.Platform.Time.Advance(TimeSpan.FromHours(23));
            used = await TokenFacts.RefreshAsync(w, used);
            w.Platform.Time.Advance(TimeSpan.FromHours(2));
            (await TokenFacts.RefreshAsync(w, unused)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
            (await TokenFacts.RefreshAsync(w, used)).Is(HttpStatusCode.OK);
        });
        Add("all", "the refresh token is opaque: SDKs never look into it", async w =>
            (await w.TokensAsync())["refresh_token"].GetString()!.Length.ShouldBeLessThanOrEqualTo(100));
        Add("Django, ASP.NET, Express", "a generated client secret has 32 characters or more", w =>
        {
            w.App.ClientSecret.Length.ShouldBeGreaterThanOrEqualTo(32);
            return Task.CompletedTask;
        });
        Add("all", "a client id has at most 26 characters", w =>
        {
            w.App.ClientId.Length.ShouldBeLessThanOrEqualTo(26);
            return Task.CompletedTask;
        });
        Add("Django", "sub stays the same from login to login: it becomes the username", async w =>
            (await w.UserInfoAsync())["sub"].GetString().ShouldBe((await w.UserInfoAsync())["sub"].GetString()));
        Leave("all", "refresh tokens as HS256 JWTs",
            "ours are opaque and short, because SDKs keep everything in one cookie; no SDK parses them");
        Leave("all", "custom_claims", "custom claims are not offered yet");
    }

    private void Access(string who, string what, Action<Wire, JsonElement, JsonElement> check) =>
        Add(who, "the access token " + what, async w =>
    {
        var token = (await w.TokensAsync()).Is(HttpStatusCode.OK)["access_token"].GetString()!;
        check(w, Wire.Header(token), Wire.Payload(token));
    });

    private static string? Jti(Answer tokens) => Wire.Payload(tokens["access_token"].GetString()!).GetProperty("jti").GetString();
}
