using Wristband.Platform.Applications;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Sessions;

/// <summary>
/// Where a journey at a tenant's host goes next: on with the authorize request that waits, or to the Login Endpoint of the client that
/// made it, which starts a new one.
/// </summary>
internal sealed class Continuation(WaitingRequests requests, ApplicationLoginUrl loginEndpoint)
{
    /// <summary>The journey that a page or mail belongs to; empty when nothing waits under this handle.</summary>
    public Task<Journey> JourneyAsync(Caller caller, string? handle, CancellationToken cancellationToken) =>
        requests.JourneyAsync(caller, handle, cancellationToken);

    /// <summary>After somebody signed in. Another browser than the one that asked is led to the client, which asks again (P-24).</summary>
    public async Task<SafeRedirect> GoOnAsync(Caller caller, Journey journey, CancellationToken cancellationToken)
    {
        var waiting = await requests.FindAsync(caller, journey.Handle, cancellationToken);
        return waiting is not null && MayGoOn(caller, waiting)
            ? SafeRedirect.ToLocal(WaitingRequests.ResumePath(journey.Handle!))
            : await StartAtApplicationAsync(caller, waiting?.ClientId ?? journey.ClientId, cancellationToken);
    }

    /// <summary>At the Login Endpoint of the client, or of the application, for this tenant.</summary>
    public async Task<SafeRedirect> StartAtApplicationAsync(Caller caller, string? clientId, CancellationToken cancellationToken) =>
        SafeRedirect.To(await loginEndpoint.FindAsync(caller.Application.Id, caller.Tenant.Name, clientId, cancellationToken));

    // One that waited for its tenant is made afresh here, as if by a link; it proves nothing and needs no browser.
    private static bool MayGoOn(Caller caller, WaitingRequest waiting) =>
        waiting.TenantId is null ? waiting.Query.Length > 0 : WaitingRequests.IsOfBrowser(caller, waiting);
}
