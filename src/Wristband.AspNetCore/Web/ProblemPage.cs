using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Web;

/// <summary>
/// What a person sees when a login cannot go on: what happened, what to do, and an id to quote. JSON for clients that do not
/// read HTML. There is no script and no style in it, so that any content security policy of the application holds; an application
/// that wants its own look answers <see cref="WristbandEvents.OnProblem"/>.
/// </summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Id">The id in docs/errors.md.</param>
/// <param name="Title">The name of the words that say what happened (<see cref="WristbandTexts"/>).</param>
/// <param name="Advice">The name of the words that say what to do.</param>
internal sealed record ProblemPage(int Status, string Id, string Title, string Advice)
{
    /// <summary>What the advice has to mention.</summary>
    public object[] Details { get; init; } = [];

    /// <summary>Where the link leads; a path of this application.</summary>
    public string? RetryPath { get; init; }

    /// <summary>The name of the words on the link.</summary>
    public string RetryText { get; init; } = "TryAgain";

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the link leaves the frame that this page is shown in.</summary>
    public bool LeavesFrame { get; init; }

    /// <summary>
    /// Browsers keep cookies from frames, and the pages that ask for a password refuse to be in one: a login would only seem to begin.
    /// </summary>
    public static readonly ProblemPage InFrame = new(StatusCodes.Status401Unauthorized, "WB1216", "InFrameTitle", "InFrame")
    {
        RetryPath = "",
        RetryText = "OpenHere",
        LeavesFrame = true,
    };

    public async Task WriteAsync(HttpContext context, WristbandOptions options)
    {
        context.SetNoStore();
        context.Response.StatusCode = Status;
        if (RetryAfter is { } delay) context.SetRetryAfter(delay);
        var words = PageWords.For(context);
        // For the application's own page too; it ends with this method.
        CultureInfo.CurrentUICulture = words.Language;
        var (title, advice) = (words.Say(Title), words.Say(Advice, Details));
        var trace = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        if (!context.Request.AcceptsHtml())
        {
            await context.Response.WriteAsJsonAsync(new ProblemBody(Id, title, advice, trace), AnswersJson.Default.ProblemBody);
            return;
        }

        var wish = new WristbandProblemContext(context, Status, Id, title, advice, trace)
        {
            RetryUrl = RetryPath,
            RetryText = words.Say(RetryText),
            RetryAfter = RetryAfter,
        };
        await options.Events.OnProblem(wish);
        if (wish.IsHandled || context.Response.HasStarted) return;
        if (wish.Result is { } result)
        {
            await result.ExecuteAsync(context);
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Html(wish, words, context.Request.PathBase + options.AuthPath + PageStyle.Path));
    }

    private string Html(WristbandProblemContext said, PageWords words, string style)
    {
        var target = LeavesFrame ? " target=\"_top\"" : "";
        var retry = RetryPath is null ? "" : $"<p><a href=\"{E(RetryPath)}\"{target}>{E(said.RetryText)}</a></p>";
        return $"""
            <!doctype html>
            <html lang="{E(words.Say("Language"))}" dir="{E(words.Say("Direction"))}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="stylesheet" href="{E(style)}">
            <title>{E(said.Title)}</title>
            </head>
            <body>
            <main>
            <h1>{E(said.Title)}</h1>
            <p>{E(said.Advice)}</p>
            {retry}
            <p><small><span dir="ltr">{E(Id)} &middot; {E(said.TraceId)}</span></small></p>
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
