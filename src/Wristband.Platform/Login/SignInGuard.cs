using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Security;

namespace Wristband.Platform.Login;

/// <summary>What stands before a password is looked at: rate limits first, then the lockout. Nothing here knows whether the person exists.</summary>
internal sealed class SignInGuard(RateLimits limits, Lockout lockout, KnownDevice devices, AuditLog audit, PlatformDbContext database)
{
    /// <summary>The answer when somebody tries too often; null when the attempt may go on.</summary>
    public SignInOutcome? CheckLimits(HttpContext context, string identifier)
    {
        var tenantId = context.GetHost().RequiredTenant.Id;
        var device = devices.Find(context, identifier);
        var mayTry = limits.TryTakeForNetwork(Limit.LoginPerNetwork, context, out var retryAfter)
            && limits.TryTake(Limit.LoginPerIdentifier, $"{tenantId} {identifier} {device}", out retryAfter)
            && (device is not null || limits.TryTake(Limit.LoginPerTenant, tenantId, out retryAfter));
        return mayTry ? null : new SignInOutcome(SignInStatus.Wait, retryAfter);
    }

    /// <summary>The lockout's answer; null when the attempt may go on, counted as failed until it is forgiven.</summary>
    public async Task<SignInOutcome?> BeginAsync(HttpContext context, string identifier, CancellationToken cancellationToken)
    {
        var answer = await lockout.BeginAsync(context.GetHost(), identifier, devices.Find(context, identifier), cancellationToken);
        if (answer.MayTry) return null;
        audit.Add(context, "login.locked");
        await database.SaveChangesAsync(cancellationToken);
        return new SignInOutcome(answer.NeedsReset ? SignInStatus.NeedsReset : SignInStatus.Wait, answer.RetryAfter);
    }

    /// <summary>Called once the password was right: the failures of this device end, and the device is known from here on.</summary>
    public async Task ForgiveAsync(HttpContext context, string identifier, CancellationToken cancellationToken)
    {
        await lockout.ForgiveAsync(context.GetHost().RequiredTenant.Id, identifier, devices.Find(context, identifier), cancellationToken);
        devices.Remember(context, identifier);
    }
}
