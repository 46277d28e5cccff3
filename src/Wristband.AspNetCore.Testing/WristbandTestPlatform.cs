using System.Collections.Concurrent;
using Wristband.AspNetCore.Testing.StandIn;

namespace Wristband.AspNetCore.Testing;

/// <summary>
/// The platform as one application under test sees it: it answers the SDK's server-to-server calls in memory, and does what a test
/// wants to see handled. One instance may serve several applications.
/// </summary>
public sealed class WristbandTestPlatform
{
    private readonly ConcurrentQueue<string> _calls = new();

    /// <summary>Whether every call is answered with 503, as if the platform was down. Nothing is forgotten meanwhile.</summary>
    /// <value><see langword="false"/></value>
    public bool IsDown { get; set; }

    /// <summary>How long the access tokens live that are issued from now on.</summary>
    /// <value>30 minutes; more than zero.</value>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The domain below which each tenant has its subdomain of the application, such as <c>yourapp.io</c>. Clients then come by
    /// <c>https://{tenant}.yourapp.io</c>.
    /// </summary>
    /// <value>What the application configured as <see cref="WristbandOptions.ParseTenantFromRootDomain"/>, else none.</value>
    public string? TenantRootDomain { get; set; }

    /// <summary>
    /// The calls so far, oldest first, by the names that the metric <c>wristband.backchannel.duration</c> uses:
    /// <c>sdk-configuration</c>, <c>token.code</c>, <c>token.refresh</c>, <c>userinfo</c>, <c>jwks</c>, <c>revoke</c>,
    /// <c>custom-domains</c>.
    /// </summary>
    public IReadOnlyCollection<string> Calls => _calls;

    internal SigningKey Key { get; } = new();

    internal Grants Grants { get; } = new();

    internal ConcurrentDictionary<string, bool> CustomDomains { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Ends every sign-in of this user at the platform, as an administrator or a new password would. Sessions notice when their
    /// access token is renewed, and are over then.
    /// </summary>
    /// <param name="user">Whose sign-ins; compared by <see cref="TestUser.Id"/> and <see cref="TestUser.TenantId"/>.</param>
    public void EndSessionsOf(TestUser user) => Grants.EndAllOf(user);

    internal void Count(string call) => _calls.Enqueue(call);
}
