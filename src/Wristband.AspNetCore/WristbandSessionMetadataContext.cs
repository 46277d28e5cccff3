using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore;

/// <summary>The session endpoint's answer while it is made.</summary>
public sealed class WristbandSessionMetadataContext
{
    internal WristbandSessionMetadataContext(HttpContext httpContext, ClaimsPrincipal user, IDictionary<string, object?> metadata)
    {
        HttpContext = httpContext;
        User = user;
        Metadata = metadata;
    }

    /// <summary>The request of the front end.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The signed-in user.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>What the front end will see. Values are written as JSON; never put a token here.</summary>
    public IDictionary<string, object?> Metadata { get; }
}
