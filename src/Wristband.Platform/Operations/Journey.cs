namespace Wristband.Platform.Operations;

/// <summary>
/// Where a person wanted to go: the client that sent them here, and the handle of the authorize request that waits. Mails and pages carry
/// both, so that a journey ends where it was meant to, however long its way through the hosted pages is.
/// </summary>
internal sealed record Journey(string? ClientId, string? Handle = null)
{
    /// <summary>The query parameter that carries the handle.</summary>
    public const string Parameter = "req";

    /// <summary>The handle as a query, to be put behind the path of a page; empty without one.</summary>
    public static string Query(string? handle) => string.IsNullOrEmpty(handle) ? "" : $"?{Parameter}={Uri.EscapeDataString(handle)}";
}
