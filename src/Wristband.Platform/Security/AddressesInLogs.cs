using Microsoft.Extensions.Options;

namespace Wristband.Platform.Security;

/// <summary>
/// Keeps one-time values out of the logs (X-A17). Codes, tokens of mailed links and handles of waiting requests travel in queries, and
/// these parts of the framework write whole addresses below Warning. No setting switches them on, for no provider: who wants to see
/// requests reads the proxy's log or traces, where the query is left out.
/// </summary>
internal sealed class AddressesInLogs : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Http.Result", "Microsoft.AspNetCore.HttpLogging",
        "Microsoft.AspNetCore.HttpsPolicy", "Microsoft.AspNetCore.Mvc", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // A rule for one provider is stronger than one for all, so each provider that has rules gets ours, too.
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList();
        foreach (var rule in from provider in providers
                             from category in Categories
                             select new LoggerFilterRule(provider, category, logLevel: null, IsHarmless))
            options.Rules.Add(rule);
    }

    private static bool IsHarmless(string? provider, string? category, LogLevel level) => level >= LogLevel.Warning;
}
