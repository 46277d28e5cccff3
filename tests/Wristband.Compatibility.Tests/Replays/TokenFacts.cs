using System.Net;
using System.Text.Json;
using Wristband.Platform.OAuth.Clients;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class TokenFacts : Facts
{
    public TokenFacts() : base("2.3")
    {
        Requests();
        Answers();
        Refreshes();
    }

    private void Requests()
    {
        Add("Express", "joins the body without encoding: raw : and / in redirect_uri", async w => await w.TokensAsync());
        Add("Express", "joins the body without encoding: raw braces of the placeholder", async w =>
            await (await w.WithSubdomainsAsync()).TokensAsync());
        Add("Django, ASP.NET, FastAPI, Go", "encodes the body as a form", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            (await w.PostAsync("token", $"grant_type=authorization_code&code={Uri.EscapeDataString(code)}"
                + $"&redirect_uri={Uri.EscapeDataString(w.App.RedirectUri)}&code_verifier={verifier}")).Is(HttpStatusCode.OK);
        });
        Add("Express", "says application/x-www-form-urlencoded;charset=UTF-8", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            (await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token",
                $"grant_type=authorization_code&code={code}&redirect_uri={w.App.RedirectUri}&code_verifier={verifier}",
                Wire.Form + ";charset=UTF-8", ("Authorization", w.Basic), ("Accept", Wire.JsonUtf8))).Is(HttpStatusCode.OK);
        });
        Add("iOS", "a public client sends client_id in the body and no secret", async w =>
        {
            await w.ChangeClientAsync(client => client.SecretHashes = [], ClientType.Native);
            var (code, verifier) = await w.CodeAsync();
            (await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token",
                $"grant_type=authorization_code&client_id={w.App.ClientId}&code={code}" +
                $"&redirect_uri={w.App.RedirectUri}&code_verifier={verifier}", Wire.Form))
                .Is(HttpStatusCode.OK);
        });
        Add("iOS", "a public client refreshes with client_id in the body and no secret", async w =>
        {
            await w.ChangeClientAsync(client => client.SecretHashes = [], ClientType.Native);
            var (code, verifier) = await w.CodeAsync();
            var tokens = await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token",
                $"grant_type=authorization_code&client_id={w.App.ClientId}&code={code}" +
                $"&redirect_uri={w.App.RedirectUri}&code_verifier={verifier}", Wire.Form);
            (await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token",
                $"grant_type=refresh_token&client_id={w.App.ClientId}&refresh_token={tokens["refresh_token"].GetString()}", Wire.Form))
                    .Is(HttpStatusCode.OK);
        });
        Add("Django, ASP.NET", "Basic is base64 of the raw id:secret: ids and secrets mean the same raw and form-encoded", w =>
        {
            foreach (var value in new[] { w.App.ClientId, w.App.ClientSecret }) Uri.EscapeDataString(value).ShouldBe(value);
            return Task.CompletedTask;
        });
        Add("M2M", "client credentials need nothing but the grant type; access_token and expires_in are read", async w =>
        {
            await w.ChangeClientAsync(_ => { }, ClientType.MachineToMachine);
            var answer = (await w.PostAsync("token", "grant_type=client_credentials")).Is(HttpStatusCode.OK);
            answer["access_token"].GetString().ShouldNotBeNullOrEmpty();
            answer["expires_in"].GetInt32().ShouldBeGreaterThan(60);
        });
    }

    private void Answers()
    {
        Add("Django, FastAPI, Go, iOS", "the status is exactly 200", async w => (await w.TokensAsync()).Is(HttpStatusCode.OK));
        Add("all", "access_token and id_token are JWTs", async w =>
        {
            var tokens = await w.TokensAsync();
            foreach (var token in new[] { "access_token", "id_token" }) tokens[token].GetString()!.Split('.').Length.ShouldBe(3, token);
        });
        Add("Django", "every key is there", async w =>
        {
            var tokens = await w.TokensAsync();
            foreach (var key in new[] { "access_token", "token_type", "expires_in", "id_token", "refresh_token", "scope" }) _ = tokens[key];
        });
        Add("Django", "refresh_token is null, not missing, without offline_access", async w =>
            (await w.TokensAsync("openid email"))["refresh_token"].ValueKind.ShouldBe(JsonValueKind.Null));
        Add("Django", "token_type is Bearer", async w => (await w.TokensAsync())["token_type"].GetString().ShouldBe("Bearer"));
        Add("Express", "expires_in is a JSON number", async w =>
            (await w.TokensAsync())["expires_in"].ValueKind.ShouldBe(JsonValueKind.Number));
        Add("ASP.NET", "expires_in is an integer above the buffer of 60", async w =>
            (await w.TokensAsync())["expires_in"].GetInt32().ShouldBeGreaterThan(60));
        Add("ASP.NET", "id_token is never empty for users", async w =>
            (await w.TokensAsync("openid"))["id_token"].GetString().ShouldNotBeNullOrEmpty());
        Add("Django", "scope is a string, separated by spaces", async w =>
            (await w.TokensAsync("openid email"))["scope"].GetString().ShouldBe("openid email"));
        Add("all", "the answer is not stored by caches", async w =>
            (await w.TokensAsync()).Header("Cache-Control")!.ShouldContain("no-store"));
        Add("Express", "codes and refresh tokens hold only unreserved characters", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            code.ShouldMatch("^[A-Za-z0-9._~-]+$");
            (await w.ExchangeAsync(code, verifier))["refresh_token"].GetString()!.ShouldMatch("^[A-Za-z0-9._~-]+$");
        });
        Add("Django, Express", "access and refresh token fit into one cookie: below 2.4 KB together", async w =>
        {
            var tokens = await w.TokensAsync();
            (tokens["access_token"].GetString()!.Length + tokens["refresh_token"].GetString()!.Length).ShouldBeLessThan(2400);
        });
    }

    private void Refreshes()
    {
        Add("Django, ASP.NET, Express", "a refresh returns a refresh token every time", async w =>
            (await RefreshAsync(w, await w.TokensAsync())).Is(HttpStatusCode.OK)["refresh_token"].GetString().ShouldNotBeNullOrEmpty());
        Add("ASP.NET", "a refresh returns an id token", async w =>
            (await RefreshAsync(w, await w.TokensAsync())).Is(HttpStatusCode.OK)["id_token"].GetString().ShouldNotBeNullOrEmpty());
        Add("Go", "a refresh may name the scope", async w =>
        {
            var token = (await w.TokensAsync())["refresh_token"].GetString();
            (await w.PostAsync("token", $"grant_type=refresh_token&refresh_token={token}&scope={Uri.EscapeDataString(Wire.AllScopes)}"))
                .Is(HttpStatusCode.OK);
        });
        Add("all", "parallel requests that replay the old refresh token are all answered", async w =>
        {
            var tokens = await w.TokensAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RefreshAsync(w, tokens)));
            answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        });
        Add("all", "whatever a replay of the old refresh token answered goes on working", async w =>
        {
            var tokens = await w.TokensAsync();
            foreach (var answer in new[] { await RefreshAsync(w, tokens), await RefreshAsync(w, tokens) })
                (await RefreshAsync(w, answer)).Is(HttpStatusCode.OK);
        });
    }

    internal static Task<Answer> RefreshAsync(Wire wire, Answer tokens) =>
        wire.PostAsync("token", "grant_type=refresh_token&refresh_token=" + tokens["refresh_token"].GetString());
}
