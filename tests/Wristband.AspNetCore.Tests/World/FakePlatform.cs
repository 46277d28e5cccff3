using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>
/// A platform that speaks the wire protocol and can be told to misbehave. It is as strict as the real one where the SDK could be
/// sloppy: credentials, PKCE, redirect URI, single use of codes and refresh tokens.
/// </summary>
internal sealed class FakePlatform : IAsyncDisposable
{
    public const string Host = "demo.platform.test";
    public const string Issuer = "https://" + Host;
    public const string ClientId = "demo-client";
    public const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    public const string ClientSecret = "demo-client-secret-of-at-least-32-characters";

    /// <summary>Only so that a test which waits for what never comes ends with its own name.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly WebApplication _app;
    private readonly FakeTimeProvider _clock;
    private readonly ConcurrentDictionary<string, Grant> _codes = new();
    private readonly ConcurrentDictionary<string, Grant> _refreshTokens = new();
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new();
    private readonly ConcurrentDictionary<string, string> _successors = new();
    private readonly string _host;
    private readonly string _clientId;
    private int _serial;

    private FakePlatform(WebApplication app, FakeTimeProvider clock, string host, string clientId)
    {
        (_app, _clock, _host, _clientId) = (app, clock, host, clientId);
        app.Run(AnswerAsync);
    }

    private sealed record Grant(Person Person, string Nonce, string Challenge, string RedirectUri);

    public HttpMessageHandler Handler => _app.GetTestServer().CreateHandler();

    /// <summary>
    /// Answers in place of the normal code, by endpoint: token.code, token.refresh, userinfo, jwks, sdk-configuration, revoke,
    /// custom-domains.
    /// </summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    /// <summary>Spoils an ID token before it is signed.</summary>
    public Action<TokenDraft> EditIdToken { get; set; } = _ => { };

    public Action<TokenDraft> EditAccessToken { get; set; } = _ => { };

    public Action<Dictionary<string, object?>> EditTokenAnswer { get; set; } = _ => { };

    public Action<Dictionary<string, object?>> EditUserInfo { get; set; } = _ => { };

    public Action<Dictionary<string, object?>> EditSettings { get; set; } = _ => { };

    /// <summary>Changes what comes back to the callback.</summary>
    public Action<Dictionary<string, string?>> EditCallback { get; set; } = _ => { };

    public Func<string, Person> SignedInAt { get; set; } = Person.In;

    public List<object> Keys { get; } = [TestKeys.Jwk(TestKeys.First)];

    public int AccessTokenLife { get; set; } = 1800;

    /// <summary>Whether a refresh token used twice leads to the same successor, as the real platform answers within its leeway.</summary>
    public bool Forgives { get; set; }

    /// <summary>Whether tokens are issued and their answers lost on the way.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>How many successors were made while the platform forgave.</summary>
    public int Successors => _successors.Count;

    public ConcurrentBag<string> CustomDomains { get; } = [];

    public ConcurrentQueue<string> Revoked { get; } = new();

    public ConcurrentQueue<Uri> Authorizations { get; } = new();

    public int Calls(string endpoint) => _calls.GetValueOrDefault(endpoint);

    /// <summary>Completes when this endpoint has been called so often in total; its answer may still be on the way.</summary>
    public Task CalledAsync(string endpoint, int times = 1) => Signal($"called {endpoint} {times}").Task.WaitAsync(Patience);

    /// <summary>Completes when this endpoint has answered so often.</summary>
    public Task AnsweredAsync(string endpoint, int times = 1) => Signal($"answered {endpoint} {times}").Task.WaitAsync(Patience);

    public static async Task<FakePlatform> StartAsync(FakeTimeProvider clock, string host = Host, string clientId = ClientId)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = SdkWorldSetup.Empty.FullName,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var platform = new FakePlatform(builder.Build(), clock, host, clientId);
        await platform._app.StartAsync();
        return platform;
    }

    /// <summary>A logout token for Acme's person in the platform's session "sid-1", to be spoiled before it is signed.</summary>
    public TokenDraft LogoutToken()
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        return new TokenDraft("logout+jwt", new()
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["iat"] = now,
            ["exp"] = now + 120,
            ["jti"] = $"logout-{Interlocked.Increment(ref _serial)}",
            ["sub"] = "user-of-acme",
            ["sid"] = "sid-1",
            ["events"] = new Dictionary<string, object> { [LogoutEvent] = new { } },
        });
    }

    public string NewAccessToken(Person person) => AccessToken(person).Sign();

    /// <summary>An access token as the platform makes it; tests change what they are about.</summary>
    public TokenDraft AccessToken(Person person)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        return new TokenDraft("at+JWT", new()
        {
            ["iss"] = "https://" + _host,
            ["sub"] = person.Id,
            ["tnt_id"] = person.TenantId,
            ["client_id"] = _clientId,
            ["app_id"] = "app-demo",
            ["idp_name"] = "wristband",
            ["scope"] = "openid offline_access email",
            ["jti"] = $"jti-{Interlocked.Increment(ref _serial)}",
            ["iat"] = now,
            ["exp"] = now + AccessTokenLife,
        });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var endpoint = await EndpointAsync(context.Request);
        var count = _calls.AddOrUpdate(endpoint, 1, (_, n) => n + 1);
        Signal($"called {endpoint} {count}").TrySetResult();
        if (Answers.TryGetValue(endpoint, out var answer)) await answer(context);
        else await NormalAsync(endpoint, context);
        Signal($"answered {endpoint} {count}").TrySetResult();
    }

    private TaskCompletionSource Signal(string what) =>
        _signals.GetOrAdd(what, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static async Task<string> EndpointAsync(HttpRequest request) => request.Path.Value!.Split('/')[^1] switch
    {
        "token" => "token." + ((await request.ReadFormAsync())["grant_type"] == "refresh_token" ? "refresh" : "code"),
        "validate" => "custom-domains",
        var last => last,
    };

    private Task NormalAsync(string endpoint, HttpContext context) => endpoint switch
    {
        "authorize" => Authorize(context),
        "token.code" => TokenAsync(context, Exchange(context)),
        "token.refresh" => TokenAsync(context, Rotate(context)),
        "userinfo" => UserInfoAsync(context),
        "jwks" => WriteAsync(context, new { keys = Keys }),
        "sdk-configuration" => SettingsAsync(context),
        "custom-domains" => ValidateDomainAsync(context),
        "revoke" => RevokeAsync(context),
        "login" or "logout" => context.Response.WriteAsync("page of the platform"),
        _ => NotFoundAsync(context),
    };

    /// <summary>Single sign-on: whoever comes is signed in already.</summary>
    private Task Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        Authorizations.Enqueue(
            new Uri($"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}{context.Request.QueryString}"));
        var host = context.Request.Host.Host;
        var tenant = host.EndsWith("-" + _host, StringComparison.Ordinal) ? host[..^(_host.Length + 1)] : host.Split('.')[0];
        var code = $"code-{Interlocked.Increment(ref _serial)}";
        _codes[code] = new Grant(SignedInAt(tenant), query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!);
        var answer = new Dictionary<string, string?>
        {
            ["code"] = code,
            ["state"] = query["state"],
            ["iss"] = "https://" + _host,
            ["tenant_name"] = tenant,
            ["tenant_domain"] = tenant,
        };
        EditCallback(answer);
        var redirect = query["redirect_uri"].ToString().Replace("{tenant_name}", tenant, StringComparison.Ordinal);
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = QueryHelpers.AddQueryString(redirect, answer);
        return Task.CompletedTask;
    }

    private Grant? Exchange(HttpContext context)
    {
        var form = context.Request.Form;
        var fits = _codes.TryRemove(form["code"]!, out var grant)
            && form["redirect_uri"] == grant.RedirectUri
            && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))) == grant.Challenge;
        return fits ? grant : null;
    }

    private Grant? Rotate(HttpContext context)
    {
        var used = context.Request.Form["refresh_token"].ToString();
        return Forgives ? _refreshTokens.GetValueOrDefault(used) : _refreshTokens.TryRemove(used, out var grant) ? grant : null;
    }

    private string Successor(HttpContext context)
    {
        string New() => $"refresh-{Interlocked.Increment(ref _serial)}";
        return Forgives && context.Request.Form["refresh_token"] is [{ } used] ? _successors.GetOrAdd(used, _ => New()) : New();
    }

    private async Task TokenAsync(HttpContext context, Grant? grant)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_clientId}:{ClientSecret}"));
        if (context.Request.Headers.Authorization != expected || context.Request.Host.Value != _host)
        {
            await RefuseAsync(context, 401, "invalid_client");
            return;
        }
        if (grant is null)
        {
            await RefuseAsync(context, 400, "invalid_grant");
            return;
        }
        var refresh = Successor(context);
        _refreshTokens[refresh] = grant;
        var access = AccessToken(grant.Person);
        EditAccessToken(access);
        var accessToken = access.Sign();
        var answer = new Dictionary<string, object?>
        {
            ["access_token"] = accessToken,
            ["token_type"] = "Bearer",
            ["expires_in"] = AccessTokenLife,
            ["id_token"] = IdToken(grant, accessToken),
            ["refresh_token"] = refresh,
            ["scope"] = "openid offline_access email",
        };
        EditTokenAnswer(answer);
        if (LosesAnswers)
        {
            context.Abort();
            return;
        }
        await WriteAsync(context, answer);
    }

    private string IdToken(Grant grant, string accessToken)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var draft = new TokenDraft("JWT", new()
        {
            ["iss"] = "https://" + _host,
            ["aud"] = _clientId,
            ["sub"] = grant.Person.Id,
            ["tnt_id"] = grant.Person.TenantId,
            ["nonce"] = grant.Nonce,
            ["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16)),
            ["iat"] = now,
            ["auth_time"] = now,
            ["exp"] = now + 1800,
        });
        EditIdToken(draft);
        return draft.Sign();
    }

    private async Task UserInfoAsync(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString();
        if (!token.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 401;
            return;
        }
        var claims = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token["Bearer ".Length..]);
        var tenant = claims.GetPayloadValue<string>("tnt_id")["id-of-".Length..];
        var person = SignedInAt(tenant);
        var answer = new Dictionary<string, object?>
        {
            ["sub"] = person.Id,
            ["tnt_id"] = person.TenantId,
            ["tnt_name"] = person.TenantName,
            ["app_id"] = "app-demo",
            ["app_name"] = "demo",
            ["idp_name"] = "wristband",
            ["email"] = person.Email,
            ["email_verified"] = true,
            ["given_name"] = "Alice",
            ["family_name"] = null,
            ["roles"] = new[] { new { id = "role-1", name = "app:demo:owner", display_name = "Owner", displayName = "Owner" } },
        };
        EditUserInfo(answer);
        await WriteAsync(context, answer);
    }

    private Task SettingsAsync(HttpContext context)
    {
        var answer = new Dictionary<string, object?>
        {
            ["loginUrl"] = "https://app.test/api/auth/login",
            ["redirectUri"] = "https://app.test/api/auth/callback",
            ["isApplicationCustomDomainActive"] = false,
            ["customApplicationLoginPageUrl"] = null,
            ["loginUrlTenantDomainSuffix"] = null,
            ["applicationAuthorizationRequestsEnabled"] = false,
        };
        EditSettings(answer);
        return WriteAsync(context, answer);
    }

    private async Task ValidateDomainAsync(HttpContext context)
    {
        var question = await context.Request.ReadFromJsonAsync<Dictionary<string, string>>();
        await context.Response.WriteAsJsonAsync(new { valid = CustomDomains.Contains(question!["tenantCustomDomain"]) });
    }

    private static Task WriteAsync(HttpContext context, object answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.Body.WriteAsync(ForeignText.Serialize(answer)).AsTask();
    }

    private Task RevokeAsync(HttpContext context)
    {
        Revoked.Enqueue(context.Request.Form["token"]!);
        _refreshTokens.TryRemove(context.Request.Form["token"]!, out _);
        return Task.CompletedTask;
    }

    public static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error });
    }

    /// <summary>An answer that never comes.</summary>
    public static async Task HangAsync(HttpContext context)
    {
        var never = new TaskCompletionSource();
        await using var aborted = context.RequestAborted.Register(() => never.TrySetCanceled());
        await never.Task;
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
