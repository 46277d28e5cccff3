using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Bearer;

/// <summary>
/// What happens around the framework's bearer validation: one header and no other place (S-88), the right kind of token (S-80), its
/// key fetched without blocking a thread, and an answer that tells a stranger nothing (S-89).
/// </summary>
internal sealed class BearerRequest(SchemeNames names, SigningKeys keys, WristbandMetrics metrics)
{
    public const int MaxTokenLength = 16 * 1024;

    private string OutageItem => names.Jwt + ".outage";

    public async Task ReceiveAsync(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0) return;
        if (header is not [{ } line] || !line.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            if (header.Count > 1) Refuse(context, "several_headers");
            return;
        }

        var token = line["Bearer ".Length..].Trim();
        if (token.Length is 0 or > MaxTokenLength || token.AsSpan().ContainsAny(", \t")) Refuse(context, "malformed");
        else if (JwtReader.Read(token) is not { } jwt) Refuse(context, "unreadable");
        else if (jwt.IsEncrypted || jwt.TryGetHeaderValue<object>("crit", out _)) Refuse(context, "unsupported");
        else if (string.IsNullOrEmpty(jwt.Kid)) Refuse(context, "key_id_missing");
        else await FindKeyAsync(context, jwt.Kid, token);
    }

    /// <summary>The key that <see cref="ReceiveAsync"/> made sure is here, if the platform has it.</summary>
    public SecurityKey? KeyOf(string kid) => keys.Known(kid);

    public Task FailedAsync(AuthenticationFailedContext context)
    {
        metrics.BearerRefused(context.Exception.GetType().Name);
        return Task.CompletedTask;
    }

    /// <summary>401 with nothing but the fact, 503 when nobody can tell yet.</summary>
    public Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        if (http.Items.ContainsKey(OutageItem))
            return Answers.UnavailableAsync(http, SignedToken.KeysUnavailable, TimeSpan.FromSeconds(5));
        var wasTried = context.AuthenticateFailure is not null || http.Request.Headers.Authorization.Count > 0;
        http.Response.Headers.WWWAuthenticate = wasTried ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Answers.UnauthorizedAsync(http, wasTried ? "token_invalid" : "token_missing");
    }

    public static Task ForbidAsync(ForbiddenContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Answers.ForbiddenAsync(context.HttpContext, "access_denied");
    }

    private async Task FindKeyAsync(MessageReceivedContext context, string kid, string token)
    {
        var lookup = await keys.FindAsync(kid);
        if (lookup.IsUnavailable)
        {
            context.HttpContext.Items[OutageItem] = true;
            Refuse(context, "keys_unavailable");
            return;
        }
        if (lookup.Key is null)
        {
            Refuse(context, "key_unknown");
            return;
        }
        context.Token = token;
    }

    private void Refuse(MessageReceivedContext context, string reason)
    {
        metrics.BearerRefused(reason);
        context.Fail(reason);
    }
}
