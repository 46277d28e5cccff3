namespace Wristband.AspNetCore.Testing;

/// <summary>How a signed-in client behaves.</summary>
public sealed record TestClientOptions
{
    /// <summary>
    /// Whether the CSRF token of the session goes into the header <c>X-CSRF-TOKEN</c> of unsafe requests, as scripts of the application
    /// do it. A request that has the header already keeps its own.
    /// </summary>
    /// <value><see langword="true"/>. Turn it off to see the 403.</value>
    public bool SendsCsrfToken { get; init; } = true;

    /// <summary>Whether redirects within the application are followed, at most ten. Redirects to the platform never are.</summary>
    /// <value><see langword="true"/></value>
    public bool FollowsRedirects { get; init; } = true;

    /// <summary>The name of the SDK's configuration to sign in to, for applications with several.</summary>
    /// <value>The default configuration.</value>
    public string Configuration { get; init; } = "";
}
