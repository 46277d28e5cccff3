using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore;

/// <summary>A refresh that brought no new token.</summary>
public sealed class WristbandRefreshFailedContext
{
    internal WristbandRefreshFailedContext(HttpContext httpContext, ClaimsPrincipal user, string reason, bool sessionEnded)
    {
        HttpContext = httpContext;
        User = user;
        Reason = reason;
        SessionEnded = sessionEnded;
    }

    /// <summary>The request that needed the token.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The user of the session.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>A short, stable word: <c>invalid_grant</c>, <c>timeout</c>, <c>http_503</c>, ...</summary>
    public string Reason { get; }

    /// <summary>True when the platform declared the grant dead, so that the session is over.</summary>
    public bool SessionEnded { get; }
}
