namespace Wristband.AspNetCore.Startup;

/// <summary>Something about the application, beyond the SDK's own settings, that is broken or unsafe.</summary>
/// <param name="Severity">What follows from it.</param>
/// <param name="Text">What is wrong and how to correct it, beginning with its id.</param>
internal sealed record Finding(Severity Severity, string Text);

internal enum Severity
{
    /// <summary>Worth knowing.</summary>
    Advice,

    /// <summary>Must not go into production: refused there, logged elsewhere.</summary>
    Unsafe,

    /// <summary>Cannot work, or not safely, anywhere: refused everywhere.</summary>
    Broken,
}
