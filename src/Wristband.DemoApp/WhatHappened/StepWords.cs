using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace Wristband.DemoApp.WhatHappened;

/// <summary>A record holds no words: they are chosen when somebody reads it, in the language that they read.</summary>
internal static class StepWords
{
    public static (string Title, string Text) Of(StepKind kind, IStringLocalizer<WhatHappenedTexts> texts) =>
        (texts[$"{kind}Heading"], texts[$"{kind}Advice"]);

    public static string What(LoginStep step, IStringLocalizer<WhatHappenedTexts> texts) => step.Kind switch
    {
        StepKind.Known => texts["Claims", step.Facts.Count],
        StepKind.SentAway or StepKind.Answered when step.What.Split(' ', 2) is [var status, var target] => texts["To", status, target],
        _ => step.What,
    };

    public static string Label(Fact fact, IStringLocalizer<WhatHappenedTexts> texts) => fact.Label switch
    {
        Fact.Parameter => texts["Parameter"],
        Fact.Cookie => texts["Cookie"],
        Fact.Claim => texts["Claim"],
        _ => texts["Answer"],
    };

    public static string? Value(Fact fact, IStringLocalizer<WhatHappenedTexts> texts) => fact.Label switch
    {
        Fact.Cookie => OfCookie(fact.Value!, texts),
        Fact.Answer => texts["After", fact.Value!],
        _ => fact.Value,
    };

    // The value is a Set-Cookie header without what it sets.
    private static string OfCookie(string value, IStringLocalizer<WhatHappenedTexts> texts)
    {
        if (value == Fact.Removed || !SetCookieHeaderValue.TryParse(value, out var cookie)) return texts["Removed"];
        return texts["Set", string.Join(", ", new[]
        {
            cookie.HttpOnly ? texts["NoScript"] : texts["Scripts"],
            cookie.Secure ? texts["HttpsOnly"] : texts["HttpToo"],
            $"SameSite={cookie.SameSite}",
            cookie.MaxAge is { } age ? Kept(age, texts) : texts["WithBrowser"],
        })];
    }

    private static string Kept(TimeSpan age, IStringLocalizer<WhatHappenedTexts> texts) => age.TotalDays < 1
        ? texts["Minutes", age.TotalMinutes.ToString("0", CultureInfo.CurrentCulture)]
        : texts["Days", age.TotalDays.ToString("0", CultureInfo.CurrentCulture)];
}
