using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class RevokeFacts : Facts
{
    public RevokeFacts() : base("2.5")
    {
        Add("Django, ASP.NET, Express", "sends token alone; afterwards the token no longer refreshes", w => RevokesAsync(w, ""));
        Add("Go", "adds token_type_hint and demands exactly 200", w => RevokesAsync(w, "&token_type_hint=refresh_token"));
        Add("all", "an unknown token is 200, with nothing to read", async w =>
            IsEmpty(await w.PostAsync("revoke", "token=" + Wire.Random())));
        Add("all", "a token that was revoked before is 200 again", async w =>
        {
            var token = (await w.TokensAsync())["refresh_token"].GetString();
            (await w.PostAsync("revoke", "token=" + token)).Is(HttpStatusCode.OK);
            IsEmpty(await w.PostAsync("revoke", "token=" + token));
        });
        Add("iOS", "a public client adds client_id and has no secret", async w =>
        {
            await w.ChangeClientAsync(client => client.SecretHashes = [], ClientType.Native);
            (await w.SendAsync(
                HttpMethod.Post, w.App.Base + "/api/v1/oauth2/revoke", $"token={Wire.Random()}&client_id={w.App.ClientId}", Wire.Form))
                    .Is(HttpStatusCode.OK);
        });
        Add("all", "the access token of a revoked grant no longer opens userinfo", async w =>
        {
            var tokens = await w.TokensAsync();
            await w.PostAsync("revoke", "token=" + tokens["refresh_token"].GetString());
            (await w.UserInfoOfAsync(tokens["access_token"].GetString()!)).Is(HttpStatusCode.Unauthorized);
        });
        Add("all", "wrong credentials are 401 invalid_client, and the token lives on", async w =>
        {
            var tokens = await w.TokensAsync();
            (await w.SendAsync(
                HttpMethod.Post, w.App.Base + "/api/v1/oauth2/revoke", "token=" + tokens["refresh_token"].GetString(), Wire.Form,
                ("Authorization", Wire.BasicOf(w.App.ClientId, Wire.Random())))).IsError(HttpStatusCode.Unauthorized, "invalid_client");
            (await TokenFacts.RefreshAsync(w, tokens)).Is(HttpStatusCode.OK);
        });
        Add("all", "another client cannot revoke the token", async w =>
        {
            var tokens = await w.TokensAsync();
            var other = await w.Platform.ClientAsync(w.App, ClientType.BackendServer);
            await w.SendAsync(
                HttpMethod.Post, w.App.Base + "/api/v1/oauth2/revoke", "token=" + tokens["refresh_token"].GetString(), Wire.Form,
                ("Authorization", Wire.BasicOf(other.Id, other.Secret!)));
            (await TokenFacts.RefreshAsync(w, tokens)).Is(HttpStatusCode.OK);
        });
        Add("typescript-jwt, python-jwt, aspnet-jwt",
            "an access token passes offline checks until it expires: its signature and exp stay as they are", async w =>
        {
            var tokens = await w.TokensAsync();
            await w.PostAsync("revoke", "token=" + tokens["refresh_token"].GetString());
            var kid = Wire.Header(tokens["access_token"].GetString()!).GetProperty("kid").GetString();
            (await w.GetAsync("/api/v1/oauth2/jwks"))["keys"].EnumerateArray().Select(key => key.GetProperty("kid").GetString())
                .ShouldContain(kid);
        });
        Leave("all", "POST /refresh-tokens/{id}/revoke and /users/{id}/refresh-tokens/revoke",
            "resource APIs for administrators are not offered yet; no SDK calls them");
    }

    private static void IsEmpty(Answer answer) => answer.Is(HttpStatusCode.OK).Body.ShouldBeOneOf("", "{}");

    private static async Task RevokesAsync(Wire wire, string hint)
    {
        var token = (await wire.TokensAsync())["refresh_token"].GetString();
        (await wire.PostAsync("revoke", $"token={token}{hint}")).Is(HttpStatusCode.OK);
        (await wire.PostAsync("token", "grant_type=refresh_token&refresh_token=" + token))
            .IsError(HttpStatusCode.BadRequest, "invalid_grant");
    }
}
