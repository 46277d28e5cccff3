using System.Text.Json;
using System.Text.Json.Serialization;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>
/// Whether a domain from a query string really belongs to a tenant of this application. The platform decides, and only a clear yes
/// counts (S-08): otherwise a link could choose the host that asks for the password. An answer that says neither yes nor no, such as a
/// limit, is never kept: unknown is not no.
/// </summary>
internal sealed class CustomDomains(
    WristbandOptions options, PlatformHttp platform, TimeProvider time)
{
    private const int MostParallelQuestions = 8;
    private static readonly TimeSpan Yes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan No = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan StaleYes = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly ExpiringMap<bool?> _answers = new(time, capacity: 10_000);

    /// <summary>What was a clear yes stays one while the platform cannot say otherwise.</summary>
    private readonly ExpiringMap<bool> _lastYes = new(time, capacity: 10_000);
    private readonly HashSet<string> _trusted =
        options.TenantCustomDomains.Append(options.DefaultTenantCustomDomain).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
    private int _asking;
    private long _silentUntil;

    /// <summary>The domain, when the platform confirmed it; and whether nobody could tell.</summary>
    public async ValueTask<(HostName? Confirmed, bool IsUnknown)> ConfirmAsync(string? domain, CancellationToken cancellationToken)
    {
        if (!HostName.TryParse(domain, out var host)) return (null, false);
        if (_trusted.Contains(host.Authority)) return (host, false);
        if (!_answers.TryGet(host.Authority, out var answer)) answer = await AskOnceAsync(host.Authority, cancellationToken);
        if (answer is null && _lastYes.TryGet(host.Authority, out var last)) answer = last;
        return (answer is true ? host : null, answer is null);
    }

    /// <summary>Invented domains must not turn this application into a load generator against the platform.</summary>
    private async Task<bool?> AskOnceAsync(string domain, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow().UtcTicks < Interlocked.Read(ref _silentUntil)) return null;
        if (Interlocked.Increment(ref _asking) > MostParallelQuestions)
        {
            Interlocked.Decrement(ref _asking);
            return null;
        }
        try
        {
            var answer = await AskAsync(domain, cancellationToken);
            if (answer is not { } clear) return null;
            _answers.Set(domain, clear, clear ? Yes : No);
            if (clear) _lastYes.Set(domain, true, StaleYes);
            else _lastYes.Remove(domain);
            return clear;
        }
        finally
        {
            Interlocked.Decrement(ref _asking);
        }
    }

    private async Task<bool?> AskAsync(string domain, CancellationToken cancellationToken)
    {
        var reply = await platform.SendAsync(
            new PlatformCall(HttpMethod.Post, "/api/v1/custom-domains/validate", "custom-domains", TimeSpan.FromSeconds(5))
            {
                Json = JsonSerializer.SerializeToUtf8Bytes(new CustomDomainQuestion(domain), TenancyJson.Default.CustomDomainQuestion),
            },
            cancellationToken);
        if (reply.IsOk && reply.Object()?.Flag("valid") is { } valid) return valid;
        if (reply is { Failure: null, Status: 400 or 404 or 422 }) return false;
        var pause = reply.RetryAfter ?? Pause;
        Interlocked.Exchange(ref _silentUntil, (time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause)).UtcTicks);
        return null;
    }
}

internal sealed record CustomDomainQuestion(string TenantCustomDomain);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CustomDomainQuestion))]
internal sealed partial class TenancyJson : JsonSerializerContext;
