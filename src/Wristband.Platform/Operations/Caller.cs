using System.Globalization;
using System.Net;
using Wristband.Platform.Http;

namespace Wristband.Platform.Operations;

/// <summary>
/// For whom something is done: who asks, at which application and tenant, from where and with what. Pages and endpoints read it from the
/// request; nothing behind them sees HTTP, so that a command or a worker can ask for the same things.
/// </summary>
/// <param name="Host">The host that was asked: it decides application and tenant.</param>
internal sealed record Caller(HostContext Host)
{
    /// <summary>The person who proved who they are; null for everybody else.</summary>
    public string? UserId { get; init; }

    /// <summary>The client that proved who it is, for itself or for the person; null for everybody else.</summary>
    public string? ClientId { get; init; }

    /// <summary>The tenant of the person, or the one that owns the client; null for everybody else.</summary>
    public string? HomeTenantId { get; init; }

    /// <summary>What the caller may do beyond what everybody may.</summary>
    public CallerPermissions Permissions { get; init; } = CallerPermissions.None;

    /// <summary>The network address; null for what the platform does by itself.</summary>
    public IPAddress? Address { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>What the browser keeps for this host.</summary>
    public BrowserValues Browser { get; init; } = new();

    /// <summary>The language to answer in.</summary>
    public CultureInfo Language { get; init; } = CultureInfo.InvariantCulture;

    public ApplicationInfo Application => Host.RequiredApplication;

    public TenantInfo Tenant => Host.RequiredTenant;
}

/// <summary>
/// What a browser keeps for one host, all of it opaque. Operations read what came with the request, and answer with what the browser is to
/// keep from now on; null leaves it as it is.
/// </summary>
/// <param name="Session">Names the single sign-on session.</param>
/// <param name="KnownDevice">Proves for whom this browser signed in before.</param>
/// <param name="Transaction">Binds waiting requests to this browser from now on.</param>
internal sealed record BrowserValues(string? Session = null, string? KnownDevice = null, string? Transaction = null)
{
    /// <summary>
    /// What bound waiting requests before. More than one when several tabs began at the same instant and each was given its own (X-D30).
    /// </summary>
    public IReadOnlyList<string> Transactions { get; init; } = [];
}
