using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>
/// How the token endpoint says no: SDKs tell a dead grant, bad credentials and everything else apart by status and error.
/// </summary>
internal sealed class TokenErrorFacts : Facts
{
    public TokenErrorFacts() : base("2.3")
    {
        Codes();
        RefreshTokens();
        Clients();
        Requests();
        Leave("Django, ASP.NET, Express", "5xx answers and network failures while refreshing: three attempts, then unexpected_error",
            "what SDKs do when the platform does not answer; there is nothing for the platform to keep");
    }

    private void Codes()
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
            (await w.PostAsync(
                "token", $"grant_type=authorization_code&code={code}&redirect_uri=http://localhost:6001/other&code_verifier={verifier}"))
                .IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        Add("all", "a wrong verifier is invalid_grant", async w =>
            (await w.ExchangeAsync((await w.CodeAsync()).Code, Wire.Random())).IsError(HttpStatusCode.BadRequest, "invalid_grant"));
        Add("ASP.NET", "invalid_grant comes with status 400 and no other", async w =>
            (await w.ExchangeAsync(Wire.Random(), Wire.Random())).IsError(HttpStatusCode.BadRequest, "invalid_grant"));
        Add("all", "a code of another client is invalid_grant", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            var other = await w.Platform.ClientAsync(w.App, ClientType.BackendServer);
            (await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token",
                $"grant_type=authorization_code&code={code}&redirect_uri={w.App.RedirectUri}&code_verifier={verifier}", Wire.Form,
                ("Authorization", Wire.BasicOf(other.Id, other.Secret!)))).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
    }

    private void RefreshTokens()
    {
        Add("all", "an unknown refresh token is invalid_grant", async w =>
            (await w.PostAsync("token", "grant_type=refresh_token&refresh_token=" + Wire.Random()))
                .IsError(HttpStatusCode.BadRequest, "invalid_grant"));
        AddLater("all", "a refresh token replayed long after its rotation is invalid_grant", async w =>
        {
            var tokens = await w.TokensAsync();
            await TokenFacts.RefreshAsync(w, tokens);
            w.Platform.Time.Advance(TimeSpan.FromMinutes(11));
            (await TokenFacts.RefreshAsync(w, tokens)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        AddLater("all", "an expired refresh token is invalid_grant", async w =>
        {
            var tokens = await w.TokensAsync();
            w.Platform.Time.Advance(TimeSpan.FromHours(25));
            (await TokenFacts.RefreshAsync(w, tokens)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        Add("all", "a refresh token of another client is invalid_grant", async w =>
        {
            var token = (await w.TokensAsync())["refresh_token"].GetString();
            var other = await w.Platform.ClientAsync(w.App, ClientType.BackendServer);
            (await w.SendAsync(
                HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token", "grant_type=refresh_token&refresh_token=" + token, Wire.Form,
                ("Authorization", Wire.BasicOf(other.Id, other.Secret!)))).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        Add("ASP.NET", "a missing refresh token is 400 with a JSON error", async w =>
            (await w.PostAsync("token", "grant_type=refresh_token")).IsError(HttpStatusCode.BadRequest, "invalid_request"));
    }

    private void Clients()
    {
        Add("user import", "wrong credentials are 401 invalid_client with WWW-Authenticate: Basic", async w =>
        {
            var answer = await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token", "grant_type=client_credentials", Wire.Form,
                ("Authorization", Wire.BasicOf(w.App.ClientId, Wire.Random())));
            answer.IsError(HttpStatusCode.Unauthorized, "invalid_client").Header("WWW-Authenticate")!.ShouldStartWith("Basic");
        });
        Add("all", "an unknown client is 401 invalid_client", async w =>
            (await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token", "grant_type=client_credentials", Wire.Form,
                ("Authorization", Wire.BasicOf("abcdefghijklmnopqrstuvwxyz", Wire.Random()))))
                    .IsError(HttpStatusCode.Unauthorized, "invalid_client"));
        Add("M2M", "client credentials are for machines: a backend client is 400 unauthorized_client", async w =>
            (await w.PostAsync("token", "grant_type=client_credentials")).IsError(HttpStatusCode.BadRequest, "unauthorized_client"));
    }

    private void Requests()
    {
        Add("all", "an unknown grant type is 400 with a JSON error", async w =>
            (await w.PostAsync("token", "grant_type=password&username=a&password=b"))
                .IsError(HttpStatusCode.BadRequest, "unsupported_grant_type"));
        Add("all", "a missing grant type is 400 with a JSON error", async w =>
            (await w.PostAsync("token", "code=x")).IsError(HttpStatusCode.BadRequest, "invalid_request"));
        Add("Django, ASP.NET, Express", "a body that is no form is 400 with a JSON error", async w =>
            (await w.SendAsync(
                HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token", """{"grant_type":"client_credentials"}""", Wire.Json,
                ("Authorization", w.Basic)))
                .IsError(HttpStatusCode.BadRequest, "invalid_request"));
        Add("all", "a missing code is 400 with a JSON error", async w =>
            (await w.PostAsync("token", $"grant_type=authorization_code&redirect_uri={w.App.RedirectUri}&code_verifier={Wire.Random()}"))
                .IsError(HttpStatusCode.BadRequest, "invalid_request"));
        Add("all", "a missing verifier is 400 with a JSON error", async w =>
            (await w.PostAsync(
                "token", $"grant_type=authorization_code&code={(await w.CodeAsync()).Code}&redirect_uri={w.App.RedirectUri}"))
                .Is(HttpStatusCode.BadRequest)["error"].GetString().ShouldBeOneOf("invalid_request", "invalid_grant"));
    }
}
