namespace Wristband.AspNetCore.Sharing;

/// <summary>
/// The application's cache did not do what it was asked to. Nothing is known about the session; nobody is signed out by it.
/// </summary>
internal sealed class CacheUnavailableException(string operation, Exception inner)
    : IOException($"WB1305 The session store could not {operation}.", inner);
