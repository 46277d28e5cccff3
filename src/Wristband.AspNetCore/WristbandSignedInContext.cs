using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore;

/// <summary>A completed login, before its session is written.</summary>
public sealed class WristbandSignedInContext
{
    internal WristbandSignedInContext(
        HttpContext httpContext,
        ClaimsIdentity identity,
        string accessToken,
        string? returnUrl,
        IReadOnlyDictionary<string, string> customState)
    {
        HttpContext = httpContext;
        Identity = identity;
        AccessToken = accessToken;
        ReturnUrl = returnUrl;
        CustomState = customState;
    }

    /// <summary>The callback request.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The user as the session will hold it. Claims added here live as long as the session; keep them few and short.</summary>
    public ClaimsIdentity Identity { get; }

    /// <summary>The user's first access token, for calls to the platform's APIs. Do not put it into a claim.</summary>
    public string AccessToken { get; }

    /// <summary>Where the browser goes next when the application asked for it at login; already validated.</summary>
    public string? ReturnUrl { get; }

    /// <summary>What <see cref="WristbandEvents.OnLoginStarting"/> left for this login; empty when that was nothing.</summary>
    public IReadOnlyDictionary<string, string> CustomState { get; }
}
