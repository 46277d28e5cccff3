using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore;

/// <summary>A logout of a user who had a session.</summary>
public sealed class WristbandSigningOutContext
{
    internal WristbandSigningOutContext(HttpContext httpContext, ClaimsPrincipal user)
    {
        HttpContext = httpContext;
        User = user;
    }

    /// <summary>The logout request.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The user whose session ends.</summary>
    public ClaimsPrincipal User { get; }
}
