using System.Diagnostics;
using Wristband.Platform.Data;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Background;

/// <summary>
/// Empties a queue of rows, each at least once: a row is claimed, delivered, concluded. A crash in between leaves the claim, which runs
/// out. Rows are delivered side by side, and one that fails, whatever the reason, holds up no other.
/// </summary>
internal abstract partial class QueueDelivery<TRow>(IServiceScopeFactory scopes, Signal<TRow> signal, TimeProvider time, ILogger logger)
    : BackgroundService where TRow : class
{
    private const int Batch = 50;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private readonly SideBySide _places = new(places: 16, placesPerDestination: 2);

    protected TimeProvider Time => time;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Periodically.RunAsync(signal, Round, time, logger, StartDueAsync, stoppingToken);
        await _places.WhenIdleAsync();
    }

    /// <summary>Delivers what is due now and waits for it. Safe beside the background round and beside other replicas.</summary>
    public async Task DeliverDueAsync(CancellationToken cancellationToken)
    {
        do await _places.WhenIdleAsync();
        while (await StartDueAsync(cancellationToken) > 0);
        await _places.WhenIdleAsync();
    }

    /// <summary>The rows that are due, oldest first, without those for the destinations that are full.</summary>
    protected abstract Task<List<TRow>> DueAsync(
        PlatformDbContext database, IReadOnlyList<string> fullDestinations, int most, CancellationToken cancellationToken);

    protected abstract string DestinationOf(TRow row);

    /// <summary>Takes the row for this process; false when another one was faster.</summary>
    protected abstract Task<bool> ClaimAsync(PlatformDbContext database, TRow row, CancellationToken cancellationToken);

    /// <summary>What dashboards call the queue.</summary>
    protected abstract string Queue { get; }

    /// <summary>Delivers a claimed row and writes what came of it. An exception leaves the row to the end of its claim.</summary>
    protected abstract Task<DeliveryResult> DeliverAsync(PlatformDbContext database, TRow row, CancellationToken cancellationToken);

    private async Task<int> StartDueAsync(CancellationToken cancellationToken)
    {
        await using var unit = scopes.CreateAsyncScope();
        var database = DatabaseOf(unit.ServiceProvider);
        var started = 0;
        while (_places.HasPlace)
        {
            var before = started;
            foreach (var row in await DueAsync(database, _places.FullDestinations(), Batch, cancellationToken))
            {
                if (await TryStartAsync(database, row, cancellationToken)) started++;
            }
            if (started == before) break;
        }
        return started;
    }

    // One queue for everybody.
    private static PlatformDbContext DatabaseOf(IServiceProvider services)
    {
        services.GetRequiredService<TenantScope>().EnterEveryApplication();
        return services.GetRequiredService<PlatformDbContext>();
    }

    private async Task<bool> TryStartAsync(PlatformDbContext database, TRow row, CancellationToken cancellationToken)
    {
        var destination = DestinationOf(row);
        if (!_places.TryEnter(destination)) return false;
        var isOurs = false;
        try
        {
            using (await database.AcquireWriteAsync(cancellationToken)) isOurs = await ClaimAsync(database, row, cancellationToken);
        }
        finally
        {
            if (!isOurs) _places.Leave(destination);
        }
        if (isOurs) _ = Task.Run(() => RunAsync(row, destination, cancellationToken), CancellationToken.None);
        return isOurs;
    }

    private async Task RunAsync(TRow row, string destination, CancellationToken cancellationToken)
    {
        try
        {
            using var activity = PlatformTelemetry.Source.StartActivity("deliver " + Queue, ActivityKind.Consumer);
            await using var unit = scopes.CreateAsyncScope();
            var result = await DeliverAsync(DatabaseOf(unit.ServiceProvider), row, cancellationToken);
            unit.ServiceProvider.GetRequiredService<DeliveryMetrics>().Ended(Queue, result);
        }
        // Nobody awaits this task, and the row goes again when its claim ran out.
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested) Log.Failed(logger, failure);
        }
        finally
        {
            _places.Leave(destination);
            // Somebody may wait for the place.
            signal.Ring();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2026, LogLevel.Error, "What came of a delivery could not be stored. It is repeated.", EventName = "DeliveryNotConcluded")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
