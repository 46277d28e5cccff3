using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>What this request found out about its session. One per request and scheme.</summary>
internal sealed class RequestSession
{
    private RequestSession()
    {
    }

    /// <summary>The session's content, also when it was refused.</summary>
    public SessionTicket? Ticket { get; set; }

    /// <summary>The session's user, also when the session was refused: its tenant leads the way to the next login.</summary>
    public ClaimsPrincipal? User { get; set; }

    /// <summary>Why the request does not count as signed in; null when it does, or when there was no cookie.</summary>
    public SessionRefusal? Refusal { get; set; }

    /// <summary>Whether routing had chosen the endpoint when the session was looked at, so that its CSRF rule was applied.</summary>
    public bool KnewItsEndpoint { get; set; }

    /// <summary>
    /// Why the session's cookie goes out with this response, for the metrics: <c>login</c>, <c>refresh</c>, <c>sliding</c>.
    /// </summary>
    public string IssueCause { get; set; } = "application";

    /// <summary>The look for an access token that calls of this request share while it lasts.</summary>
    public Task<RequestToken>? Token { get; set; }

    public static RequestSession Of(HttpContext context, SchemeNames names)
    {
        if (context.Items.TryGetValue(names.SessionItem, out var found) && found is RequestSession session) return session;
        context.Items[names.SessionItem] = session = new RequestSession();
        return session;
    }
}

/// <summary>What one look for an access token found.</summary>
/// <param name="Value">A token that lives; null when there is none.</param>
/// <param name="Failure">A refresh that this request began and that failed.</param>
internal sealed record RequestToken(string? Value, RefreshResult? Failure = null)
{
    public override string ToString() => nameof(RequestToken);
}

/// <summary>Why a session cookie did not sign its request in.</summary>
/// <param name="Kind">What kind of answer this calls for.</param>
/// <param name="Reason">A stable word for the answer's body and for metrics.</param>
/// <param name="RetryAfter">When it makes sense to come back.</param>
internal sealed record SessionRefusal(RefusalKind Kind, string Reason, TimeSpan RetryAfter = default)
{
    public static readonly SessionRefusal Malformed = new(RefusalKind.Over, "session_invalid");
    public static readonly SessionRefusal Ambiguous = new(RefusalKind.Over, "session_ambiguous");
    public static readonly SessionRefusal OtherHost = new(RefusalKind.Over, "session_other_host");
    public static readonly SessionRefusal Expired = new(RefusalKind.Over, "session_expired");
    public static readonly SessionRefusal LoggedOut = new(RefusalKind.Over, "session_logged_out");
    public static readonly SessionRefusal StoreDown = new(RefusalKind.Outage, "session_store_unavailable", TimeSpan.FromSeconds(2));
    public static readonly SessionRefusal GrantDead = new(RefusalKind.Over, "session_revoked");

    public static SessionRefusal RefreshDown(TimeSpan retryAfter) => new(RefusalKind.Outage, "session_refresh_unavailable", retryAfter);
}

internal enum RefusalKind
{
    /// <summary>There is no session any more: 401, and the cookies go.</summary>
    Over,

    /// <summary>The session lives, but this request may not use it: 403.</summary>
    Forgery,

    /// <summary>The session lives, but it cannot be read or its token not be renewed right now: 503, and the cookies stay.</summary>
    Outage,
}
