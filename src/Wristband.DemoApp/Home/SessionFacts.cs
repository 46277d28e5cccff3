using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Home;

/// <summary>When the session began and ends, and when its access token does. Times only: the token itself stays where it is.</summary>
internal sealed record SessionFacts(DateTimeOffset? Started, DateTimeOffset? Ends, DateTimeOffset? TokenExpires)
{
    public static async Task<SessionFacts> ReadAsync(HttpContext context)
    {
        // __WRISTBAND__ The session is an ordinary authentication ticket of the scheme WristbandDefaults.SessionScheme
        var ticket = await context.AuthenticateAsync(WristbandDefaults.SessionScheme);
        var properties = ticket.Properties;
        var tokenExpires = DateTimeOffset.TryParse(
            properties?.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : (DateTimeOffset?)null;
        return new SessionFacts(properties?.IssuedUtc, properties?.ExpiresUtc, tokenExpires);
    }
}
