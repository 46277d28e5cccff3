using System.Net;
using System.Text.Json;
using Wristband.Platform.Data;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class TokenFacts : Facts
{
    public TokenFacts() : base("2.3")
    {
        Requests();
        Answers();
        Refreshes();
        Errors();
    }

    private void Requests()
    {
        Add("Express", "joins the body without encoding: raw : and / in redirect_uri", async w => await w.TokensAsync());
        Add("Express", "joins the body without encoding: raw braces of the placeholder", async w => await (await w.WithSubdomainsAsync()).TokensAsync());
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
                $"grant_type=authorization_code&client_id={w.App.ClientId}&code={code}&redirect_uri={w.App.RedirectUri}&code_verifier={verifier}", Wire.Form))
                .Is(HttpStatusCode.OK);
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
        Add("Django", "every key is there", async w =>
        {
            var tokens = await w.TokensAsync();
            foreach (var key in new[] { "access_token", "token_type", "expires_in", "id_token", "refresh_token", "scope" }) _ = tokens[key];
        });
        Add("Django", "refresh_token is null, not missing, without offline_access", async w =>
            (await w.TokensAsync("openid email"))["refresh_token"].ValueKind.ShouldBe(JsonValueKind.Null));
        Add("Django", "token_type is Bearer", async w => (await w.TokensAsync())["token_type"].GetString().ShouldBe("Bearer"));
        Add("Express", "expires_in is a JSON number", async w => (await w.TokensAsync())["expires_in"].ValueKind.ShouldBe(JsonValueKind.Number));
        Add("ASP.NET", "expires_in is an integer above the buffer of 60", async w => (await w.TokensAsync())["expires_in"].GetInt32().ShouldBeGreaterThan(60));
        Add("ASP.NET", "id_token is never empty for users", async w => (await w.TokensAsync("openid"))["id_token"].GetString().ShouldNotBeNullOrEmpty());
        Add("Django", "scope is a string, separated by spaces", async w => (await w.TokensAsync("openid email"))["scope"].GetString().ShouldBe("openid email"));
        Add("all", "the answer is not stored by caches", async w => (await w.TokensAsync()).Header("Cache-Control")!.ShouldContain("no-store"));
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
            (await w.PostAsync("token", $"grant_type=refresh_token&refresh_token={token}&scope={Uri.EscapeDataString(Wire.AllScopes)}")).Is(HttpStatusCode.OK);
        });
        Add("all", "parallel requests that replay the old refresh token are all answered", async w =>
        {
            var tokens = await w.TokensAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RefreshAsync(w, tokens)));
            answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        });
        Add("all", "an unknown refresh token is invalid_grant", async w =>
            (await w.PostAsync("token", "grant_type=refresh_token&refresh_token=" + Wire.Random())).IsError(HttpStatusCode.BadRequest, "invalid_grant"));
        AddLater("all", "a refresh token replayed long after its rotation is invalid_grant", async w =>
        {
            var tokens = await w.TokensAsync();
            await RefreshAsync(w, tokens);
            w.Platform.Time.Advance(TimeSpan.FromMinutes(5));
            (await RefreshAsync(w, tokens)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        AddLater("all", "an expired refresh token is invalid_grant", async w =>
        {
            var tokens = await w.TokensAsync();
            w.Platform.Time.Advance(TimeSpan.FromDays(31));
            (await RefreshAsync(w, tokens)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
    }

    private void Errors()
    {
        Add("all", "a code used twice is invalid_grant", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            (await w.ExchangeAsync(code, verifier)).Is(HttpStatusCode.OK);
            (await w.ExchangeAsync(code, verifier)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        AddLater("all", "an expired code is invalid_grant", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            w.Platform.Time.Advance(TimeSpan.FromMinutes(11));
            (await w.ExchangeAsync(code, verifier)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        Add("all", "another redirect_uri than at authorize is invalid_grant", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            (await w.PostAsync("token", $"grant_type=authorization_code&code={code}&redirect_uri=http://localhost:6001/other&code_verifier={verifier}"))
                .IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        Add("all", "a wrong verifier is invalid_grant", async w =>
            (await w.ExchangeAsync((await w.CodeAsync()).Code, Wire.Random())).IsError(HttpStatusCode.BadRequest, "invalid_grant"));
        Add("ASP.NET", "invalid_grant comes with status 400 and no other", async w =>
            (await w.ExchangeAsync(Wire.Random(), Wire.Random())).IsError(HttpStatusCode.BadRequest, "invalid_grant"));
        Add("user import", "wrong credentials are 401 invalid_client with WWW-Authenticate: Basic", async w =>
        {
            var answer = await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token", "grant_type=client_credentials", Wire.Form,
                ("Authorization", Wire.BasicOf(w.App.ClientId, Wire.Random())));
            answer.IsError(HttpStatusCode.Unauthorized, "invalid_client").Header("WWW-Authenticate")!.ShouldStartWith("Basic");
        });
        Add("all", "an unknown grant type is 400 with a JSON error", async w =>
            (await w.PostAsync("token", "grant_type=password&username=a&password=b")).IsError(HttpStatusCode.BadRequest, "unsupported_grant_type"));
        Add("all", "a missing grant type is 400 with a JSON error", async w => (await w.PostAsync("token", "code=x")).IsError(HttpStatusCode.BadRequest, "invalid_request"));
    }

    private static Task<Answer> RefreshAsync(Wire wire, Answer tokens) =>
        wire.PostAsync("token", "grant_type=refresh_token&refresh_token=" + tokens["refresh_token"].GetString());
}
