using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Bearer;

/// <summary>
/// Whose access tokens count. Issuer and audience keep applications apart; two clients of one application have those in common, and
/// may both be in this process to keep two kinds of callers apart (S-92).
/// </summary>
internal sealed class AllowedClients(
    WristbandOptions options, SchemeNames names, ApplicationServices application, WristbandMetrics metrics)
{
    private readonly Lazy<string[]> _ofOtherConfigurations = new(() =>
        [.. application.Provider.GetServices<SchemeNames>()
            .Where(n => n != names).Select(n => application.Provider.GetRequiredKeyedService<WristbandOptions>(n.Name).ClientId)]);

    /// <summary>Counts a refusal.</summary>
    public bool Include(string? client)
    {
        if (Problem(client) is not { } reason) return true;
        metrics.BearerRefused(reason);
        return false;
    }

    private string? Problem(string? client)
    {
        if (options.AllowedClientIds.Count > 0) return IsListed(client) ? null : "client_not_listed";
        return client is not null && _ofOtherConfigurations.Value.Contains(client) ? "other_client" : null;
    }

    private bool IsListed(string? client) =>
        client is not null && (client == options.ClientId || options.AllowedClientIds.Contains(client));
}
