using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Sessions;

/// <summary>An authorize request that somebody made.</summary>
/// <param name="ClientId">The client that asked.</param>
/// <param name="Query">The request, with the leading question mark.</param>
/// <param name="LoginHint">The address to prefill, if the client sent one.</param>
internal sealed record AskedAuthorization(string ClientId, string Query, string? LoginHint);

/// <param name="Handle">Names the request in URLs.</param>
/// <param name="Keep">What the browser is to keep.</param>
internal sealed record BegunRequest(string Handle, BrowserValues Keep);

/// <summary>Keeps authorize requests until somebody signed in, at the tenant of the caller or, without one, at the application.</summary>
internal sealed class WaitingRequests(PlatformDbContext database, TenantScope scope, TimeProvider time)
{
    public const string AuthorizePath = "/api/v1/oauth2/authorize";

    /// <summary>The longest query that is kept: more than any client needs, little enough to be kept for everybody.</summary>
    public const int LongestQuery = 16 * 1024;
    private const int LongestHint = 320;
    private const int HandleLength = 43;
    private const int MostOfOneBrowser = 50;
    private static readonly TimeSpan MailedLink = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(10);

    /// <summary>Lets a request wait, bound to the browser, which is to keep what is answered.</summary>
    public async Task<BegunRequest> BeginAsync(Caller caller, AskedAuthorization asked, CancellationToken cancellationToken)
    {
        EnterScope(caller);
        var known = caller.Browser.Transactions.FirstOrDefault(IsHandle);
        var browser = known ?? SecretToken.New();
        if (known is not null) await MakeRoomAsync(SecretToken.Hash(known), cancellationToken);
        var (handle, now) = (SecretToken.New(), time.GetUtcNow());
        database.WaitingRequests.Add(new WaitingRequest
        {
            HandleHash = SecretToken.Hash(handle),
            ApplicationId = caller.Application.Id,
            TenantId = caller.Host.Tenant?.Id,
            Kind = WaitingKind.Authorization,
            ClientId = asked.ClientId,
            Query = asked.Query,
            LoginHint = asked.LoginHint is { Length: <= LongestHint } hint ? hint : null,
            BrowserHash = SecretToken.Hash(browser),
            CreatedAt = now,
            ExpiresAt = now + BrowserLifetimes.Transaction,
        });
        await database.SaveChangesAsync(cancellationToken);
        return new BegunRequest(handle, new BrowserValues(Transaction: browser));
    }

    /// <summary>
    /// Adds what a discovery mail leads to: the workspaces of an address, and the request that waits for one of them. The caller saves.
    /// </summary>
    public async Task<string> AddWorkspacesAsync(
        Caller caller, string email, Journey journey, string? state, CancellationToken cancellationToken)
    {
        var waiting = await FindAsync(caller, journey.Handle, cancellationToken);
        var (handle, now) = (SecretToken.New(), time.GetUtcNow());
        database.WaitingRequests.Add(new WaitingRequest
        {
            HandleHash = SecretToken.Hash(handle),
            ApplicationId = caller.Application.Id,
            Kind = WaitingKind.Workspaces,
            ClientId = waiting?.ClientId ?? (journey.ClientId is { Length: Ids.Length } clientId ? clientId : null),
            Query = waiting?.Query ?? "",
            State = state,
            LoginHint = email,
            BrowserHash = "",
            CreatedAt = waiting?.CreatedAt ?? now,
            ExpiresAt = now + MailedLink,
        });
        return handle;
    }

    /// <summary>The request, while it waits at this tenant or at its application; null otherwise. Any browser may ask.</summary>
    public async Task<WaitingRequest?> FindAsync(Caller caller, string? handle, CancellationToken cancellationToken)
    {
        if (!IsHandle(handle)) return null;
        EnterScope(caller);
        var (hash, now) = (SecretToken.Hash(handle), time.GetUtcNow());
        var (applicationId, tenantId) = (caller.Application.Id, caller.Host.Tenant?.Id);
        return await database.WaitingRequests.AsNoTracking().SingleOrDefaultAsync(
            r => r.HandleHash == hash && r.ExpiresAt > now && r.ApplicationId == applicationId
                && (r.TenantId == null || r.TenantId == tenantId),
            cancellationToken);
    }

    /// <summary>Whose journey a page is part of. A handle that is not known here is as good as none.</summary>
    public async Task<Journey> JourneyAsync(Caller caller, string? handle, CancellationToken cancellationToken) =>
        await FindAsync(caller, handle, cancellationToken) is { } waiting ? new Journey(waiting.ClientId, handle) : new Journey(null);

    /// <summary>Whether this can be a handle; it may still name nothing.</summary>
    public static bool IsHandle([NotNullWhen(true)] string? text) => text is { Length: HandleLength } && text.All(IsOfHandle);

    /// <summary>Whether this browser made the request.</summary>
    public static bool IsOfBrowser(Caller caller, WaitingRequest waiting) =>
        caller.Browser.Transactions.Any(browser => SecretToken.Matches(browser, [waiting.BrowserHash]));

    /// <summary>
    /// Whether the browser that comes with this request keeps no cookies: it was begun a moment ago and yet the cookie is missing.
    /// Starting again would go round in circles.
    /// </summary>
    public bool IsWithoutCookies(Caller caller, WaitingRequest waiting) =>
        caller.Browser.Transactions.Count == 0 && waiting.CreatedAt + JustNow > time.GetUtcNow();

    /// <summary>Where the browser goes once somebody has signed in, or the tenant was found.</summary>
    public static string ResumePath(string handle) => AuthorizePath + Journey.Query(handle);

    private static bool IsOfHandle(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    // A browser that begins again and again does not fill the database: its oldest requests make room.
    private async Task MakeRoomAsync(string browserHash, CancellationToken cancellationToken)
    {
        var old = await database.WaitingRequests.Where(r => r.BrowserHash == browserHash)
            .OrderByDescending(r => r.CreatedAt).Skip(MostOfOneBrowser - 1).ToListAsync(cancellationToken);
        database.WaitingRequests.RemoveRange(old);
    }

    private void EnterScope(Caller caller)
    {
        if (caller.Host.Tenant is null) scope.EnterApplication(caller.Application.Id);
    }
}
