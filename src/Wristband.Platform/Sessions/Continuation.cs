using Wristband.Platform.Applications;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Sessions;

/// <summary>
/// Where a journey at a tenant's host goes next: on with the authorize request that waits, or to the application's Login
/// Endpoint, which starts a new one.
/// </summary>
internal sealed class Continuation(LoginTransactions transactions, ApplicationLoginUrl loginEndpoint, SignInTargets targets)
{
    /// <summary>The request that waits; null when there is none or it is not usable.</summary>
    public LoginTransaction? Waiting(Caller caller, string? req) => transactions.Read(caller, req);

    /// <summary>Whether this browser refuses cookies, so that no request could ever wait for it.</summary>
    public bool IsWithoutCookies(Caller caller, string? req) => transactions.IsWithoutCookies(caller, req);

    /// <summary>After somebody signed in.</summary>
    public async Task<SafeRedirect> GoOnAsync(Caller caller, string? req, CancellationToken cancellationToken) =>
        req is not null && Waiting(caller, req) is not null
            ? SafeRedirect.ToLocal(LoginTransactions.ResumePath(req))
            : await StartAtApplicationAsync(caller, null, cancellationToken);

    /// <summary>At the Login Endpoint of the client, or of the application, for this tenant.</summary>
    public async Task<SafeRedirect> StartAtApplicationAsync(Caller caller, string? clientId, CancellationToken cancellationToken)
    {
        return SafeRedirect.To(await loginEndpoint.FindAsync(caller.Application.Id, caller.Tenant.Name, clientId, cancellationToken));
    }

    /// <summary>Where the form of a page may lead, so that it can end where the journey ends.</summary>
    public Task<IReadOnlyList<string>> FormTargetsAsync(Caller caller, string? clientId, CancellationToken cancellationToken) =>
        targets.FindAsync(caller, clientId, cancellationToken);
}
