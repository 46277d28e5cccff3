using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Web;

/// <summary>
/// What a person sees when a login cannot go on: what happened, what to do, and an id to quote. JSON for clients that do not
/// read HTML. There is no style and no script in it, so that any content security policy of the application holds; an application
/// that wants its own look answers <see cref="WristbandEvents.OnProblem"/>.
/// </summary>
internal sealed record ProblemPage(int Status, string Id, string Title, string Advice)
{
    /// <summary>Where "Try again" leads; a path of this application.</summary>
    public string? RetryPath { get; init; }

    /// <summary>The words on the link.</summary>
    public string RetryText { get; init; } = "Try again";

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the link leaves the frame that this page is shown in.</summary>
    public bool LeavesFrame { get; init; }

    /// <summary>
    /// Browsers keep cookies from frames, and the pages that ask for a password refuse to be in one: a login would only seem to begin.
    /// </summary>
    public static readonly ProblemPage InFrame = new(
        StatusCodes.Status401Unauthorized, "WB1216", "Please sign in in a window of its own",
        "This page is shown inside another page, where nobody can sign in safely.")
    {
        RetryPath = "",
        RetryText = "Open in this window",
        LeavesFrame = true,
    };

    public async Task WriteAsync(HttpContext context, WristbandEvents events)
    {
        context.SetNoStore();
        context.Response.StatusCode = Status;
        if (RetryAfter is { } delay) context.SetRetryAfter(delay);
        var trace = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        if (!context.Request.AcceptsHtml())
        {
            await context.Response.WriteAsJsonAsync(new ProblemBody(Id, Title, Advice, trace), AnswersJson.Default.ProblemBody);
            return;
        }

        var wish = new WristbandProblemContext(context, Status, Id, Title, Advice, trace)
        {
            RetryUrl = RetryPath,
            RetryText = RetryText,
            RetryAfter = RetryAfter,
        };
        await events.OnProblem(wish);
        if (wish.IsHandled || context.Response.HasStarted) return;
        if (wish.Result is { } result)
        {
            await result.ExecuteAsync(context);
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Html(trace));
    }

    private string Html(string trace)
    {
        var retry = RetryPath is null ? "" : $"<p><a href=\"{E(RetryPath)}\"{(LeavesFrame ? " target=\"_top\"" : "")}>{E(RetryText)}</a></p>";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{E(Title)}</title>
            </head>
            <body>
            <main>
            <h1>{E(Title)}</h1>
            <p>{E(Advice)}</p>
            {retry}
            <p><small>{E(Id)} &middot; {E(trace)}</small></p>
            </main>
            </body>
            </html>

            """;
    }

    private static string E(string text) => HtmlEncoder.Default.Encode(text);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} ({Status}): {Title}");
}

internal sealed record ProblemBody(
    string Error,
    [property: JsonPropertyName("error_description")] string Description,
    string Advice,
    string TraceId);
