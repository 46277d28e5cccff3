using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>An application that speaks the protocol by hand, so that tests can get every detail of it wrong on purpose.</summary>
internal sealed class RelyingParty(PlatformHost platform, SomeApplication application)
{
    public const string Verifier = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";
    public const string State = "state-of-at-least-22-characters";
    public const string Nonce = "nonce-of-at-least-22-characters";

    public string ClientId { get; init; } = application.ClientId;
    public string? ClientSecret { get; init; } = application.ClientSecret;
    public string RedirectUri { get; init; } = application.RedirectUri;
    public string Scope { get; init; } = "openid offline_access email profile roles";
    public SomeApplication Application => application;

    public static string Challenge { get; } = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>The authorize request; changes with value null leave the parameter out.</summary>
    public string AuthorizeUrl(SomeTenant tenant, params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = RedirectUri,
            ["scope"] = Scope,
            ["state"] = State,
            ["nonce"] = Nonce,
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes) parameters[name] = value;
        return QueryHelpers.AddQueryString(tenant.Base + "/api/v1/oauth2/authorize", parameters.Where(p => p.Value is not null));
    }

    /// <summary>Signs the user in and returns the code that a fresh authorize request gives.</summary>
    public async Task<string> CodeAsync(SomeUser user, params (string Name, string? Value)[] changes)
    {
        var browser = platform.NewBrowser();
        await platform.SignInAsync(browser, user);
        var page = await browser.GetOnceAsync(AuthorizeUrl(user.Tenant, changes));
        page.Location.ShouldNotBeNull(page.Body);
        return QueryHelpers.ParseQuery(page.Location.Query)["code"].ToString();
    }

    /// <summary>Everything from sign-in to tokens.</summary>
    public async Task<Tokens> SignInAsync(SomeUser user) => Tokens.Of(await RedeemAsync(await CodeAsync(user)));

    public Task<Answer> RedeemAsync(string code, params (string Name, string? Value)[] changes) =>
        TokenAsync([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", Verifier),
            .. changes]);

    public Task<Answer> RefreshAsync(string refreshToken, params (string Name, string? Value)[] changes) =>
        TokenAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. changes]);

    public Task<Answer> RevokeAsync(string token, params (string Name, string? Value)[] changes) =>
        PostAsync("/api/v1/oauth2/revoke", [("token", token), .. changes]);

    public Task<Answer> TokenAsync(params (string Name, string? Value)[] fields) => PostAsync("/api/v1/oauth2/token", fields);

    public async Task<Answer> UserInfoAsync(string accessToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, application.Base + "/api/v1/oauth2/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await SendAsync(request);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, application.Base + path));

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var network = new HttpMessageInvoker(platform.Internet, disposeHandler: false);
        var response = await network.SendAsync(request, CancellationToken.None);
        return new Answer(response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The Authorization header of official SDKs: id and secret as they are.</summary>
    public static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    private Task<Answer> PostAsync(string path, (string Name, string? Value)[] fields)
    {
        // Later values replace earlier ones, null removes.
        var form = fields.GroupBy(f => f.Name).Select(g => g.Last()).Where(f => f.Value is not null)
            .ToDictionary(f => f.Name, f => f.Value!);
        if (ClientSecret is null) form.TryAdd("client_id", ClientId);
        var request = new HttpRequestMessage(HttpMethod.Post, application.Base + path) { Content = new FormUrlEncodedContent(form) };
        if (ClientSecret is not null) request.Headers.Authorization = Basic(ClientId, ClientSecret);
        return SendAsync(request);
    }
}

/// <summary>What an endpoint answered.</summary>
internal sealed record Answer(HttpResponseMessage Response, string Body)
{
    public HttpStatusCode Status => Response.StatusCode;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Error => Json.TryGetProperty("error", out var error) ? error.GetString() : null;

    public void ShouldBe(HttpStatusCode status, string error)
    {
        Status.ShouldBe(status, Body);
        Error.ShouldBe(error);
    }
}

/// <summary>What the token endpoint issued.</summary>
internal sealed record Tokens(string AccessToken, string IdToken, string RefreshToken)
{
    public static Tokens Of(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        var json = answer.Json;
        return new Tokens(Text(json, "access_token"), Text(json, "id_token"), Text(json, "refresh_token"));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
