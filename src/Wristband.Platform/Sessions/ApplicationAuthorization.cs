using Wristband.Platform.Http;
using Wristband.Platform.Security;

namespace Wristband.Platform.Sessions;

/// <summary>
/// An authorize request that was made at the application's host and waits until its tenant is found. It travels sealed through
/// discovery, its mail included, and goes on at the tenant's own authorize address.
/// </summary>
internal sealed record ApplicationAuthorization(string ApplicationId, string Query, string? LoginHint)
{
    /// <summary>The query parameter that carries it on the discovery page.</summary>
    public const string Parameter = "authorize";
    private const string Purpose = "application-authorization";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public string Seal(SealedValues seals) => seals.Seal(Purpose, this, Lifetime);

    /// <summary>The request, when it was made at the application of this host; null otherwise.</summary>
    public static ApplicationAuthorization? Open(SealedValues seals, HostContext host, string? text) =>
        seals.Open<ApplicationAuthorization>(Purpose, text) is { } waiting && waiting.ApplicationId == host.RequiredApplication.Id ? waiting : null;

    /// <summary>The same request at the tenant that was found.</summary>
    public RegisteredUrl At(HostContext host, string tenantHostName, string? typedAddress) =>
        RegisteredUrl.OfHost(host.Origin, tenantHostName, LoginTransactions.AuthorizePath + Query).With("login_hint", LoginHint ?? typedAddress);
}
