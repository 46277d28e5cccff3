using Wristband.Platform.Applications;
using Wristband.Platform.Http;

namespace Wristband.Platform.Sessions;

/// <summary>
/// Where a journey at a tenant's host goes next: on with the authorize request that waits, or to the application's Login
/// Endpoint, which starts a new one.
/// </summary>
internal sealed class Continuation(LoginTransactions transactions, ApplicationLoginUrl loginEndpoint, SignInTargets targets)
{
    /// <summary>The request that waits; null when there is none or it is not usable.</summary>
    public LoginTransaction? Waiting(HttpContext context, string? req) => transactions.Read(context, req);

    /// <summary>Whether this browser refuses cookies, so that no request could ever wait for it.</summary>
    public bool IsWithoutCookies(HttpContext context, string? req) => transactions.IsWithoutCookies(context, req);

    /// <summary>After somebody signed in.</summary>
    public async Task<SafeRedirect> GoOnAsync(HttpContext context, string? req, CancellationToken cancellationToken) =>
        req is not null && Waiting(context, req) is not null
            ? SafeRedirect.ToLocal(LoginTransactions.ResumePath(req))
            : await StartAtApplicationAsync(context, null, cancellationToken);

    /// <summary>At the Login Endpoint of the client, or of the application, for this tenant.</summary>
    public async Task<SafeRedirect> StartAtApplicationAsync(HttpContext context, string? clientId, CancellationToken cancellationToken)
    {
        var host = context.GetHost();
        return SafeRedirect.To(await loginEndpoint.FindAsync(host.RequiredApplication.Id, host.RequiredTenant.Name, clientId, cancellationToken));
    }

    /// <summary>Lets the form of this page end where the journey ends.</summary>
    public Task AllowFormsAsync(HttpContext context, string? clientId, CancellationToken cancellationToken) =>
        targets.AllowAsync(context, clientId, cancellationToken);
}
