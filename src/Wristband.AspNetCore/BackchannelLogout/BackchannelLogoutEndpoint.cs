using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.BackchannelLogout;

/// <summary>POST backchannel-logout: the platform tells that somebody logged out there (OpenID Connect Back-Channel Logout 1.0).</summary>
internal sealed partial class BackchannelLogoutEndpoint(
    LogoutTokenCheck tokens,
    PlatformLogouts logouts,
    SharedCache cache,
    TimeProvider time,
    WristbandMetrics metrics,
    ILogger<BackchannelLogoutEndpoint> logger)
{
    private const string Field = "logout_token";
    private const string Kind = "logout-token";
    private const int MostRefusalsPerMinute = 60;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly FormOptions Limits =
        new() { ValueCountLimit = 8, KeyLengthLimit = 64, ValueLengthLimit = LogoutTokenCheck.MaxLength };

    private readonly ExpiringMap<bool> _seen = new(time, capacity: null);
    private readonly ExpiringMap<int> _refusals = new(time, capacity: 10_000);

    public async Task HandleAsync(HttpContext context)
    {
        context.SetNoStore();
        try
        {
            var reason = await EndAsync(context);
            metrics.BackchannelLogout(reason ?? "accepted");
            if (reason is not null) await RefuseAsync(context, reason);
        }
        catch (CacheUnavailableException)
        {
            await Answers.UnavailableAsync(context, SessionRefusal.StoreDown.Reason, SessionRefusal.StoreDown.RetryAfter);
        }
    }

    /// <summary>Null when sessions ended; else why none did.</summary>
    private async Task<string?> EndAsync(HttpContext context)
    {
        if (await TokenAsync(context) is not { } text) return "no_token";
        var token = await tokens.ValidateAsync(text);
        if (token.Id is not { } id) return token.Reason;
        if (_seen.TryGet(id, out _) || (cache.IsUsed && await cache.GetAsync(Kind, id) is not null)) return "repeated";
        await logouts.EndAsync(token.SessionId, token.Subject);
        // Last, so that a logout which could not be kept may be sent again.
        var memory = LogoutTokenCheck.Age * 3;
        if (cache.IsUsed) await cache.SetAsync(Kind, id, [1], memory);
        _seen.Set(id, true, memory);
        return null;
    }

    private static async Task<string?> TokenAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > LogoutTokenCheck.MaxLength || !IsForm(request)) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LogoutTokenCheck.MaxLength;
        return await request.FormFieldAsync(Field, Limits) is [{ Length: > 0 } token] ? token : null;
    }

    private static bool IsForm(HttpRequest request) =>
        request.ContentType?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    private Task RefuseAsync(HttpContext context, string reason)
    {
        if (reason == SignedToken.KeysUnavailable) return Answers.UnavailableAsync(context, reason, TimeSpan.FromSeconds(5));
        // Only after the token was looked at: nobody who sends rubbish, from whatever address, can keep a true token out (X-A14).
        var sender = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (_refusals.Update(sender, n => n + 1, Minute) > MostRefusalsPerMinute)
        {
            context.SetRetryAfter(Minute);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Task.CompletedTask;
        }
        Log.Refused(logger, reason);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsJsonAsync(new RefusedBody("invalid_request"), BackchannelLogoutJson.Default.RefusedBody);
    }

    private static partial class Log
    {
        [LoggerMessage(1405, LogLevel.Warning, "WB1405 A logout token was refused ({Reason}). No session ended by it.",
            EventName = "LogoutTokenRefused")]
        public static partial void Refused(ILogger logger, string reason);
    }
}

/// <summary>Section 2.8: the only thing that a sender of bad tokens learns.</summary>
internal sealed record RefusedBody(string Error);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RefusedBody))]
internal sealed partial class BackchannelLogoutJson : JsonSerializerContext;
