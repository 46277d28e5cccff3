using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Wristband.Platform.Http;
using Wristband.Platform.Security;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Credentials;

/// <summary>Makes and checks password hashes, only so many at once: hashing is meant to be expensive (P-34).</summary>
internal sealed class PasswordHashing : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private readonly PasswordHashCost _cost;
    private readonly int _places;
    private readonly ConcurrencyLimiter _slots;

    // What a login without a user is checked against: the work, and so the time, is the same (P-30).
    private readonly Lazy<string> _nobody;

    public PasswordHashing(IOptions<PasswordSettings> settings, IMeterFactory meters)
    {
        _cost = settings.Value.Cost;
        _places = settings.Value.HashingSlots;
        _slots = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = _places,
            QueueLimit = settings.Value.HashingQueue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _nobody = new Lazy<string>(() => PasswordHash.Create(SecretToken.New(), _cost));
        // The factory owns the meter and disposes it with the container.
#pragma warning disable CA2000
        meters.PlatformMeter().CreateObservableUpDownCounter(
            "wristband.platform.hashing.slots", Slots, "{slot}", "Places for password hashing by state: used, free.");
        meters.PlatformMeter().CreateObservableUpDownCounter(
            "wristband.platform.hashing.waiting", () => _slots.GetStatistics()!.CurrentQueuedCount, "{request}",
            "Requests that wait for such a place.");
#pragma warning restore CA2000
    }

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => PasswordHash.Create(password, _cost), cancellationToken);

    /// <summary>Whether the password fits; with a null hash the same work is done for a no.</summary>
    public Task<bool> VerifyAsync(string password, string? hash, CancellationToken cancellationToken) =>
        RunAsync(() => PasswordHash.Verify(password, hash ?? _nobody.Value) & hash is not null, cancellationToken);

    /// <summary>Whether the hash should be made anew now that the password is at hand (P-35).</summary>
    public bool IsOutdated(string hash) => PasswordHash.IsWeakerThan(hash, _cost);

    public void Dispose() => _slots.Dispose();

    private IEnumerable<Measurement<long>> Slots()
    {
        var free = _slots.GetStatistics()!.CurrentAvailablePermits;
        return [new(_places - free, PlatformTelemetry.Tag("state", "used")), new(free, PlatformTelemetry.Tag("state", "free"))];
    }

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using var activity = PlatformTelemetry.Source.StartActivity("hash password");
        using var slot = await _slots.AcquireAsync(1, cancellationToken);
        if (!slot.IsAcquired) throw new TooBusyException(RetryAfter);
        return await Task.Run(work, cancellationToken);
    }
}
