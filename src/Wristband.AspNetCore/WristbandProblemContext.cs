using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore;

/// <summary>
/// A page that the SDK is about to show to a person: a login, callback or logout that cannot go on, a session that cannot be renewed
/// now, or the question whether to sign out. Status and headers (<c>no-store</c>, <c>Retry-After</c>) are already set.
/// </summary>
public sealed class WristbandProblemContext
{
    internal WristbandProblemContext(HttpContext httpContext, int status, string id, string title, string advice, string traceId)
    {
        HttpContext = httpContext;
        Status = status;
        Id = id;
        Title = title;
        Advice = advice;
        TraceId = traceId;
    }

    /// <summary>The request that gets the page. Its response has a status and headers, and no body yet.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The HTTP status of the answer: 200 for the question whether to sign out, else 400 to 503.</summary>
    public int Status { get; }

    /// <summary>The id of the message, stable for ever, such as <c>WB1204</c>: to quote, and to write another text for.</summary>
    public string Id { get; }

    /// <summary>What happened, in a few words, in the language of the request (<see cref="WristbandTexts"/>); plain text.</summary>
    public string Title { get; }

    /// <summary>What to do about it, in a sentence or two of the same language; plain text, which may hold what the request said.</summary>
    public string Advice { get; }

    /// <summary>
    /// Where the page's link leads: a path of this application, or the empty string for this very address; null when there is nothing to
    /// try.
    /// </summary>
    public string? RetryUrl { get; internal init; }

    /// <summary>The words on that link.</summary>
    public string RetryText { get; internal init; } = "";

    /// <summary>When it makes sense to come back; null when time alone changes nothing.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>What the log of this request can be found by.</summary>
    public string TraceId { get; }

    /// <summary>What to answer instead of the SDK's own page.</summary>
    /// <value>null: the SDK's own page, unless <see cref="HandleResponse"/> was called.</value>
    public IResult? Result { get; set; }

    internal bool IsHandled { get; private set; }

    /// <summary>Says that the event has written the response itself.</summary>
    public void HandleResponse() => IsHandled = true;
}
