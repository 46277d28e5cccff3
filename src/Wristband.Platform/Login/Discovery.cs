using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Login;

internal enum DiscoveryStatus
{
    /// <summary>One tenant: go there.</summary>
    Found,

    /// <summary>"If we know this address, a mail is on its way."</summary>
    CheckMail,

    UnknownName,
    Unreadable,
    Wait,
}

internal sealed record DiscoveryOutcome(
    DiscoveryStatus Status, DiscoveredTenant? Tenant = null, string? LoginHint = null, TimeSpan RetryAfter = default);

/// <summary>
/// Answers what somebody typed into the discovery page. An address that nobody has and one with several tenants look alike;
/// an application can ask for the same answer with one tenant, too (P-32).
/// </summary>
internal sealed class Discovery(TenantDiscovery tenants, DiscoveryMail mail, RateLimits limits, PlatformDbContext database)
{
    public async Task<DiscoveryOutcome> AnswerAsync(Caller caller, string? typed, DiscoveryWish wish, CancellationToken cancellationToken)
    {
        var text = typed?.Trim() ?? "";
        if (await limits.TakeForNetworkAsync(Limit.DiscoveryPerNetwork, caller) is { } wait)
            return new DiscoveryOutcome(DiscoveryStatus.Wait, RetryAfter: wait);
        if (text.Length is 0 or > EmailAddress.MaxLength) return new DiscoveryOutcome(DiscoveryStatus.Unreadable);
        var applicationId = caller.Application.Id;
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return await tenants.ByNameAsync(applicationId, text, cancellationToken) is { } named
                ? new DiscoveryOutcome(DiscoveryStatus.Found, named)
                : new DiscoveryOutcome(DiscoveryStatus.UnknownName);
        }
        if (!EmailAddress.TryParse(text, out var email)) return new DiscoveryOutcome(DiscoveryStatus.Unreadable);
        if (await limits.TakeAsync(Limit.DiscoveryPerEmail, $"{applicationId} {email.Canonical}") is { } longer)
            return new DiscoveryOutcome(DiscoveryStatus.Wait, RetryAfter: longer);

        var person = await tenants.ByEmailAsync(applicationId, email.Canonical, cancellationToken);
        if (person.Tenants.Count == 1 && !await AnswersByMailOnlyAsync(applicationId, cancellationToken))
            return new DiscoveryOutcome(DiscoveryStatus.Found, person.Tenants[0], email.Written);
        await mail.SendAsync(caller, email.Canonical, person.Email, wish, cancellationToken);
        return new DiscoveryOutcome(DiscoveryStatus.CheckMail);
    }

    /// <summary>Whether an address or a name could be looked for; a hint that could not is none (X-B16).</summary>
    public static bool IsReadable(string? hint) => hint?.Contains('@', StringComparison.Ordinal) == true
        ? EmailAddress.TryParse(hint, out _)
        : TenantName.TryParse(hint, out _, out _);

    private Task<bool> AnswersByMailOnlyAsync(string applicationId, CancellationToken cancellationToken) =>
        database.Applications.AnyAsync(a => a.Id == applicationId && a.DiscoveryByMailOnly, cancellationToken);
}
