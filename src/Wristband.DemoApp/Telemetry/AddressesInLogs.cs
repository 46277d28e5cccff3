using Microsoft.Extensions.Options;

namespace Wristband.DemoApp.Telemetry;

/// <summary>
/// Keeps the code and state of a callback out of the logs. They travel in the query, and these parts of the framework write whole addresses
/// below Warning. No setting switches them on: traces tell of requests, without their queries.
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
