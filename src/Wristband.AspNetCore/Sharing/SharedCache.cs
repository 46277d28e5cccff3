using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Sharing;

/// <summary>
/// The application's distributed cache, as the replicas of one configuration share it. Keys are hashes, so that a dump of the cache
/// names no session; content is sealed by data protection; and no request waits longer than three seconds for it.
/// </summary>
internal sealed class SharedCache(
    WristbandOptions options,
    SchemeNames names,
    SharedCacheSource source,
    SharedCacheOutages outages,
    IDataProtectionProvider protection,
    TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly IDistributedCache? _cache = source.Find();
    private readonly IDataProtector _protector =
        protection.CreateProtector("Wristband.AspNetCore", options.ClientId, names.Session, "shared-cache", "v1");
    private readonly string _owner = $"{options.ClientId}\n{names.Session}";

    /// <summary>False when the application keeps its sessions in cookies; then nothing here may be called.</summary>
    public bool IsUsed => _cache is not null;

    /// <summary>Null when there is no such entry, or none that this key ring can open.</summary>
    public async Task<byte[]?> GetAsync(string kind, string name) => (await OpenAsync(kind, name))?.Content;

    /// <summary>The same, and whether the entry's key no longer seals.</summary>
    public async Task<OpenedBytes?> OpenAsync(string kind, string name)
    {
        byte[]? found = null;
        await RunAsync("read", async (cache, gaveUp) => found = await cache.GetAsync(KeyOf(kind, name), gaveUp));
        return found is null ? null : Open(kind, found);
    }

    /// <param name="kind">What sort of thing it is; names of different kinds never meet.</param>
    /// <param name="name">Which one; may be secret, only its hash leaves the process.</param>
    /// <param name="content">What to keep; it is encrypted.</param>
    /// <param name="lifetime">When it goes whatever happens.</param>
    /// <param name="idle">When it goes unless it is read.</param>
    public Task SetAsync(string kind, string name, byte[] content, TimeSpan lifetime, TimeSpan? idle = null)
    {
        // Relative to the cache's own now, so that its clock may differ from ours.
        var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime, SlidingExpiration = idle };
        var value = _protector.CreateProtector(kind).Protect(content);
        return RunAsync("write", (cache, gaveUp) => cache.SetAsync(KeyOf(kind, name), value, entry, gaveUp));
    }

    public Task RemoveAsync(string kind, string name) =>
        RunAsync("remove", (cache, gaveUp) => cache.RemoveAsync(KeyOf(kind, name), gaveUp));

    private async Task RunAsync(string operation, Func<IDistributedCache, CancellationToken, Task> work)
    {
        using var gaveUp = new CancellationTokenSource(Patience, time);
        try
        {
            // Not every cache heeds the token, and none may hold a request.
            await work(_cache!, gaveUp.Token).WaitAsync(gaveUp.Token);
        }
        // What a cache throws depends on the package behind it; here it all means the same.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            outages.Report(operation, gaveUp.IsCancellationRequested ? "timeout" : e.GetType().Name);
            throw new CacheUnavailableException(operation, e);
        }
    }

    private OpenedBytes? Open(string kind, byte[] value)
    {
        try
        {
            return _protector.CreateProtector(kind).Open(value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private string KeyOf(string kind, string name) =>
        $"wristband:{kind}:" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{_owner}\n{kind}\n{name}")));
}
