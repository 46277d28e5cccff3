namespace Wristband.Platform.Http;

/// <summary>
/// What a request is for, as the browser says itself (Fetch Metadata and Sec-Purpose); scripts and pages cannot change these headers.
/// A browser too old to say anything is taken to navigate: the session's cookie is SameSite=Lax in any case.
/// </summary>
internal static class Navigation
{
    /// <summary>Whether a person's own tab goes to this address: not a frame, an image, a script's request.</summary>
    public static bool IsTopLevel(HttpRequest request) =>
        request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate"
        && request.Headers["Sec-Fetch-Dest"].ToString() is "" or "document";

    /// <summary>Whether the browser only loads ahead, in case that somebody comes this way.</summary>
    public static bool IsAhead(HttpRequest request) =>
        request.Headers["Sec-Purpose"].Concat(request.Headers["Purpose"]).Concat(request.Headers["X-Moz"])
            .Any(value => value?.Contains("prefetch", StringComparison.OrdinalIgnoreCase) == true
                || value?.Contains("prerender", StringComparison.OrdinalIgnoreCase) == true);
}
