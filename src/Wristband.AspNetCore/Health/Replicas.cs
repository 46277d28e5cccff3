using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Health;

/// <summary>What this replica found out about the others.</summary>
/// <param name="Seen">How many others there are.</param>
/// <param name="UnreadableOlder">How many of those that were here before this one it cannot read.</param>
/// <param name="UnreadableYounger">How many of those that came later it cannot read.</param>
internal sealed record ReplicaView(int Seen, int UnreadableOlder, int UnreadableYounger);

/// <summary>
/// A notice board in the distributed cache: each replica pins up a message that it sealed, and tries to open those of the others (S-06).
/// The cache knows no lists, so the board is one value that is read and written back; a notice lost to a race is back with the next check.
/// </summary>
internal sealed class Replicas([FromKeyedServices] WristbandOptions options, [FromKeyedServices] KeyProbe probe, TimeProvider time)
{
    /// <summary>Who has not been checked for this long is gone.</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(2);

    private readonly string _me = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly long _since = time.GetUtcNow().ToUnixTimeMilliseconds();

    private string Board => $"wristband:{options.ClientId}:replicas";

    public async Task<ReplicaView> MeetAsync(IDistributedCache cache, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var others = Read(await cache.GetAsync(Board, cancellationToken))
            .Where(n => n.Replica != _me && now - n.Checked < Alive.TotalMilliseconds).ToArray();
        if (probe.Seal(_me) is { } mine)
        {
            Notice[] board = [.. others, new Notice(_me, _since, now, mine)];
            var expires = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = Alive };
            await cache.SetAsync(Board, JsonSerializer.SerializeToUtf8Bytes(board, HealthJson.Default.NoticeArray), expires,
                cancellationToken);
        }
        var unreadable = others.Where(n => !probe.Opens(n.Probe, n.Replica)).ToArray();
        var older = unreadable.Count(IsOlder);
        return new ReplicaView(others.Length, older, unreadable.Length - older);
    }

    private bool IsOlder(Notice notice) =>
        notice.Since < _since || (notice.Since == _since && string.CompareOrdinal(notice.Replica, _me) < 0);

    private static Notice[] Read(byte[]? board)
    {
        try
        {
            return board is null ? [] : JsonSerializer.Deserialize(board, HealthJson.Default.NoticeArray) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

internal sealed record Notice(string Replica, long Since, long Checked, byte[] Probe);

[JsonSerializable(typeof(Notice[]))]
internal sealed partial class HealthJson : JsonSerializerContext;
