using Wristband.Platform.Security;

namespace Wristband.Platform.Setup;

/// <summary>
/// What the log of an empty platform offers instead of a default password (P-57). Every replica can read what another one has written; that
/// it works once follows from what it makes.
/// </summary>
internal sealed class SetupLink(SealedValues seals)
{
    public const string Path = "/setup";
    public const string Parameter = "token";
    private const string Purpose = "setup";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private sealed record Content(string Purpose);

    public string New() => $"{Path}?{Parameter}={Uri.EscapeDataString(seals.Seal(Purpose, new Content(Purpose), Lifetime))}";

    public bool Works(string? token) => seals.Open<Content>(Purpose, token) is not null;
}
