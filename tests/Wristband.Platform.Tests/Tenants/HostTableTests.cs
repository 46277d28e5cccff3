using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Tenants;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Tenants;

/// <summary>P-01: what is remembered about hosts, and for how long.</summary>
public class HostTableTests
{
    [Fact]
    public async Task The_first_visitor_of_a_tenant_does_not_wait_for_the_database()
    {
        await using var platform = await PlatformHost.StartAsync();
        var tenant = await platform.TenantAsync();
        var hosts = platform.Services.GetRequiredService<HostTable>();

        await hosts.RememberAllAsync(TestContext.Current.CancellationToken);
        await platform.ChangeAsync(tenant, t => t.Status = TenantStatus.Inactive);

        // Had this looked into the database, the host would be gone.
        (await hosts.FindAsync(tenant.HostName, TestContext.Current.CancellationToken))!.Tenant!.Id.ShouldBe(tenant.Id);
    }

    [Fact]
    public async Task A_tenant_that_is_switched_off_by_another_process_is_gone_within_half_a_minute()
    {
        await using var platform = await PlatformHost.StartAsync();
        var tenant = await platform.TenantAsync();
        (await platform.NewBrowser().GetAsync(tenant.Base + "/login")).Status.ShouldBe(HttpStatusCode.OK);

        await platform.ChangeAsync(tenant, t => t.Status = TenantStatus.Inactive);
        platform.Time.Advance(TimeSpan.FromSeconds(30));

        (await platform.NewBrowser().GetAsync(tenant.Base + "/login")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_this_process_changes_is_seen_at_once()
    {
        await using var platform = await PlatformHost.StartAsync();
        var tenant = await platform.TenantAsync();
        var hosts = platform.Services.GetRequiredService<HostTable>();
        await hosts.RememberAllAsync(TestContext.Current.CancellationToken);

        await platform.ChangeAsync(tenant, t => t.DisplayName = "Renamed");
        hosts.Forget(tenant.HostName);

        (await hosts.FindAsync(tenant.HostName, TestContext.Current.CancellationToken))!.Tenant!.DisplayName.ShouldBe("Renamed");
    }
}
