using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>What an operator can watch: replays in time, and reuse.</summary>
public class MetricsTests
{
    [Fact]
    public async Task Token_requests_are_counted_by_grant_and_result()
    {
        await using var platform = await PlatformHost.StartAsync();
        using var counts = new MetricCollector<long>(
            platform.Services.GetRequiredService<IMeterFactory>(), "Wristband.Platform", "wristband.platform.tokens");
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);

        var tokens = await app.SignInAsync(user);
        await app.RefreshAsync(tokens.RefreshToken);
        await app.RefreshAsync(tokens.RefreshToken);
        platform.Time.Advance(TimeSpan.FromMinutes(11));
        await app.RefreshAsync(tokens.RefreshToken);
        await app.RefreshAsync(tokens.RefreshToken);

        counts.GetMeasurementSnapshot().Select(m => $"{m.Tags["grant"]} {m.Tags["result"]}").ShouldBe(
        [
            "authorization_code redeemed", "refresh_token redeemed", "refresh_token replayed", "refresh_token reused",
            "refresh_token refused",
        ]);
    }
}
