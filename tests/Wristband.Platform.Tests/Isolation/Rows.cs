using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>All that the database holds of some applications, but for what is written about requests.</summary>
internal static class Rows
{
    private static readonly MethodInfo Read = typeof(Rows).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<IReadOnlyList<string>> AllAsync(params World[] worlds)
    {
        var rows = new List<string>();
        foreach (var world in worlds)
        {
            await using var unit = world.Platform.Services.CreateAsyncScope();
            unit.ServiceProvider.GetRequiredService<TenantScope>().EnterApplication(world.Application.Id);
            var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
            foreach (var type in database.Model.GetEntityTypes().Where(t => !t.IsOwned()).Select(t => t.ClrType))
            {
                if (type == typeof(AuditEvent)) continue;
                var read = await (Task<List<string>>)Read.MakeGenericMethod(type).Invoke(null, [database])!;
                // Some tables show those of every application.
                rows.AddRange(read.Where(row => row.Contains(world.Application.Id, StringComparison.Ordinal)));
            }
        }
        return rows;
    }

    /// <summary>What was written about requests since a moment, in every application.</summary>
    public static async Task<List<AuditEvent>> AuditAsync(PlatformHost platform, long since)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterEveryApplication();
        var events = unit.ServiceProvider.GetRequiredService<PlatformDbContext>().AuditEvents.AsNoTracking();
        return await events.Where(e => e.Sequence > since).OrderBy(e => e.Sequence).ToListAsync();
    }

    /// <summary>The moment.</summary>
    public static async Task<long> LastAuditAsync(PlatformHost platform)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterEveryApplication();
        return await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().AuditEvents.MaxAsync(e => (long?)e.Sequence) ?? 0;
    }

    private static async Task<List<string>> ReadAsync<T>(PlatformDbContext database) where T : class =>
        [.. (await database.Set<T>().AsNoTracking().ToListAsync()).Select(row => $"{typeof(T).Name} {JsonSerializer.Serialize(row)}")
            .Order(StringComparer.Ordinal)];
}
