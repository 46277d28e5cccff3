namespace Wristband.DemoApp.WhatHappened;

/// <summary>One thing that happened during a sign-in. It holds names and numbers; the words are chosen when somebody reads it.</summary>
internal sealed record LoginStep(StepKind Kind, DateTimeOffset At, string What, IReadOnlyList<Fact> Facts);

/// <summary>A parameter, cookie or claim. A null value was there and is nobody's business, not even in this list.</summary>
internal sealed record Fact(string Label, string Name, string? Value)
{
    public const string Parameter = "parameter";
    public const string Cookie = "cookie";
    public const string Claim = "claim";
    public const string Answer = "answer";

    /// <summary>What stands in the place of the attributes of a cookie that is taken away.</summary>
    public const string Removed = "removed";
}

internal enum StepKind
{
    Asked,
    SentAway,
    CameBack,
    ServerCalled,
    Known,
    Answered,
}
