namespace Wristband.AspNetCore;

/// <summary>Where sessions are kept.</summary>
public enum WristbandSessionStore
{
    /// <summary>In the session's own encrypted cookies. Needs nothing, and holds what fits into three cookies.</summary>
    Cookie,

    /// <summary>
    /// In the application's <c>IDistributedCache</c>, encrypted; the cookie holds a reference. A logout then counts on all replicas
    /// at once, and a session may be of any size.
    /// </summary>
    DistributedCache,
}
