using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>
/// Whether a domain from a query string really belongs to a tenant of this application. The platform decides, and anything but a
/// clear yes is a no (S-08): otherwise a link could choose the host that asks for the password.
/// </summary>
internal sealed class CustomDomains(
    [FromKeyedServices] WristbandOptions options, [FromKeyedServices] PlatformHttp platform, TimeProvider clock)
{
    private const int MostParallelQuestions = 8;
    private static readonly TimeSpan Yes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan No = TimeSpan.FromMinutes(1);

    private readonly ExpiringMap<bool?> _answers = new(clock, capacity: 10_000);
    private readonly HashSet<string> _trusted =
        options.TenantCustomDomains.Append(options.DefaultTenantCustomDomain).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
    private int _asking;

    /// <summary>The domain when it is confirmed; null when it is malformed, unknown, or cannot be confirmed now.</summary>
    public async ValueTask<HostName?> ConfirmAsync(string? domain, CancellationToken cancellationToken)
    {
        if (!HostName.TryParse(domain, out var host)) return null;
        if (_trusted.Contains(host.Authority)) return host;
        if (_answers.TryGet(host.Authority, out var known)) return known is true ? host : null;

        // Invented domains must not turn this application into a load generator against the platform.
        if (Interlocked.Increment(ref _asking) > MostParallelQuestions)
        {
            Interlocked.Decrement(ref _asking);
            return null;
        }
        try
        {
            var confirmed = await AskAsync(host.Authority, cancellationToken);
            _answers.Set(host.Authority, confirmed, confirmed ? Yes : No);
            return confirmed ? host : null;
        }
        finally
        {
            Interlocked.Decrement(ref _asking);
        }
    }

    private async Task<bool> AskAsync(string domain, CancellationToken cancellationToken)
    {
        var reply = await platform.SendAsync(
            new PlatformCall(HttpMethod.Post, "/api/v1/custom-domains/validate", "custom-domains", TimeSpan.FromSeconds(5))
            {
                Json = JsonSerializer.SerializeToUtf8Bytes(new CustomDomainQuestion(domain), TenancyJson.Default.CustomDomainQuestion),
            },
            cancellationToken);
        return reply.IsOk && reply.Object()?.Flag("valid") is true;
    }
}

internal sealed record CustomDomainQuestion(string TenantCustomDomain);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CustomDomainQuestion))]
internal sealed partial class TenancyJson : JsonSerializerContext;
