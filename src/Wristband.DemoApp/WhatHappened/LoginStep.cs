namespace Wristband.DemoApp.WhatHappened;

/// <summary>One thing that happened during a sign-in.</summary>
internal sealed record LoginStep(StepKind Kind, DateTimeOffset At, string What, IReadOnlyList<Fact> Facts);

/// <summary>A parameter, cookie or claim. A null value was there and is nobody's business, not even in this list.</summary>
internal sealed record Fact(string Label, string Name, string? Value);

internal enum StepKind
{
    Asked,
    SentAway,
    CameBack,
    ServerCalled,
    Known,
    Answered,
}
