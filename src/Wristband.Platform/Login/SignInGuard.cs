using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Login;

/// <summary>
/// What stands before a password is looked at: rate limits first, then the lockout. Nothing here knows whether the person exists.
/// </summary>
internal sealed class SignInGuard(RateLimits limits, Lockout lockout, KnownDevice devices, AuditLog audit, PlatformDbContext database)
{
    /// <summary>The answer when somebody tries too often; null when the attempt may go on.</summary>
    public async Task<PasswordAnswer?> CheckLimitsAsync(Caller caller, string identifier)
    {
        // A browser that signed this person in before has a count of its own, which no stranger uses up (X-A20).
        if (devices.Find(caller, identifier) is not null) return null;
        var retryAfter = await limits.TakeForNetworkAsync(Limit.LoginPerNetwork, caller)
            ?? await limits.TakeAsync(Limit.LoginPerTenant, caller.Tenant.Id);
        return retryAfter is { } wait ? new PasswordAnswer(SignInStatus.Wait, wait) : null;
    }

    /// <summary>The lockout's answer; null when the attempt may go on, counted as failed until it is forgiven.</summary>
    public async Task<PasswordAnswer?> BeginAsync(Caller caller, string identifier, CancellationToken cancellationToken)
    {
        var answer = await lockout.BeginAsync(caller.Host, identifier, devices.Find(caller, identifier), cancellationToken);
        if (answer.MayTry) return null;
        audit.Add(caller, "login.locked");
        await database.SaveChangesAsync(cancellationToken);
        return new PasswordAnswer(answer.NeedsReset ? SignInStatus.NeedsReset : SignInStatus.Wait, answer.RetryAfter);
    }

    /// <summary>
    /// Called once the password was right: the failures of this device end, and the device is known from here on by what is answered.
    /// </summary>
    public async Task<string> ForgiveAsync(Caller caller, string identifier, CancellationToken cancellationToken)
    {
        var device = devices.Find(caller, identifier);
        await lockout.ForgiveAsync(caller.Tenant.Id, identifier, device, cancellationToken);
        if (device is null)
        {
            // Its own permit and no more: whoever has one account here must not buy guesses at others with it.
            await limits.GiveBackForNetworkAsync(Limit.LoginPerNetwork, caller);
            await limits.GiveBackAsync(Limit.LoginPerTenant, caller.Tenant.Id);
        }
        return devices.Remember(caller, identifier);
    }
}
