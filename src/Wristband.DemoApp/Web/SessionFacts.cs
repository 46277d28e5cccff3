using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Web;

/// <summary>When the session began and ends, and when its access token does. Times only: the token itself stays where it is.</summary>
internal sealed record SessionFacts(
    DateTimeOffset? Began, DateTimeOffset? EndsWhenIdle, DateTimeOffset? EndsAtLatest, DateTimeOffset? TokenExpires, TimeSpan IdleTimeout)
{
    private const string SignedInAt = "signed_in_at";

    /// <summary>__WRISTBAND__ OnSignedIn runs at the end of each login; a claim that is added here lives as long as the session.</summary>
    public static void Remember(WristbandSignedInContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        context.Identity.AddClaim(new Claim(SignedInAt, now.ToString("O", CultureInfo.InvariantCulture)));
    }

    public static async Task<SessionFacts> ReadAsync(HttpContext context)
    {
        var limits = context.RequestServices.GetRequiredService<IOptions<WristbandOptions>>().Value;
        // __WRISTBAND__ The session is an ordinary authentication ticket; its properties hold what is no claim.
        var ticket = await context.AuthenticateAsync(WristbandDefaults.SessionScheme);
        var began = TimeOf(context.User.FindFirstValue(SignedInAt));
        var latest = began + limits.SessionLifetime;
        var idle = ticket.Properties?.IssuedUtc + limits.SessionIdleTimeout;
        var tokenExpires = TimeOf(ticket.Properties?.GetTokenValue("expires_at"));
        return new SessionFacts(began, idle < latest ? idle : latest, latest, tokenExpires, limits.SessionIdleTimeout);
    }

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
