using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Health;

/// <summary>
/// S-06, D-49: replicas that cannot read each other's cookies say so. D-20: a platform that is down makes nobody unready.
/// </summary>
public class ReadinessTests
{
    private const string OtherSecret = "nQ2v8Yx5Ls-7Ht4Ba0Jk9We3Rf6_Zu1Mc";

    private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions()));

    [Fact]
    public async Task A_replica_is_healthy_when_it_knows_its_settings_and_shows_a_fingerprint_of_its_keys()
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            logs = s.Logs;
            s.After = b => b.Services.AddHealthChecks().AddWristband();
        });

        var check = await CheckAsync(world);

        check.Status.ShouldBe(HealthStatus.Healthy);
        check.Tags.ShouldBe(["ready"]);
        var fingerprint = check.Data["keys"].ShouldBeOfType<string>();
        fingerprint.Length.ShouldBe(8);
        logs.Lines.Count(l => l.Id.Id == 1600 && l.Text.Contains(fingerprint, StringComparison.Ordinal)).ShouldBe(1);
    }

    // D-20
    [Fact]
    public async Task A_platform_that_does_not_answer_degrades_and_heals()
    {
        await using var world = await SdkWorld.StartAsync(s => s.After = b => b.Services.AddHealthChecks().AddWristband());
        world.Platform.Answers["sdk-configuration"] = context => FakePlatform.RefuseAsync(context, 503, "down");

        var down = await CheckAsync(world);
        world.Platform.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        var up = await CheckAsync(world);

        (down.Status, up.Status).ShouldBe((HealthStatus.Degraded, HealthStatus.Healthy));
    }

    // D-20: what was known an hour ago still works, and operators hear that nothing newer came
    [Fact]
    public async Task Settings_that_cannot_be_renewed_degrade()
    {
        await using var world = await SdkWorld.StartAsync(s => s.After = b => b.Services.AddHealthChecks().AddWristband());
        (await CheckAsync(world)).Status.ShouldBe(HealthStatus.Healthy);
        world.Platform.Answers["sdk-configuration"] = context => FakePlatform.RefuseAsync(context, 503, "down");
        world.Clock.Advance(TimeSpan.FromMinutes(61));

        await CheckAsync(world);
        await world.Platform.AnsweredAsync("sdk-configuration", 2);

        (await EventuallyAsync(world, HealthStatus.Degraded)).Status.ShouldBe(HealthStatus.Degraded);
    }

    [Fact]
    public async Task Replicas_with_the_same_secrets_see_each_other_and_show_the_same_fingerprint()
    {
        await using var first = await ReplicaAsync();
        await using var second = await ReplicaAsync(first);
        await CheckAsync(first);

        var later = await CheckAsync(second);
        var earlier = await CheckAsync(first);

        (earlier.Status, later.Status).ShouldBe((HealthStatus.Healthy, HealthStatus.Healthy));
        (earlier.Data["replicas"], later.Data["replicas"], later.Data["replicasUnreadable"]).ShouldBe((1, 1, 0));
        earlier.Data["keys"].ShouldBe(later.Data["keys"]);
    }

    // D-49
    [Fact]
    public async Task A_replica_with_another_secret_is_unhealthy_and_those_before_it_go_on_serving()
    {
        await using var first = await ReplicaAsync();
        await CheckAsync(first);
        first.Clock.Advance(TimeSpan.FromSeconds(10));
        await using var second = await ReplicaAsync(first, OtherSecret);

        var later = await CheckAsync(second);
        var earlier = await CheckAsync(first);

        later.Status.ShouldBe(HealthStatus.Unhealthy);
        later.Description!.ShouldStartWith("WB1601");
        later.Data["replicasUnreadable"].ShouldBe(1);
        earlier.Status.ShouldBe(HealthStatus.Degraded);
        earlier.Data["keys"].ShouldNotBe(later.Data["keys"]);
    }

    [Fact]
    public async Task A_secret_that_is_being_replaced_step_by_step_worries_nobody()
    {
        await using var old = await ReplicaAsync();
        await CheckAsync(old);
        await using var added = await ReplicaAsync(old, SdkWorld.Secret, OtherSecret);
        await CheckAsync(added);
        await using var promoted = await ReplicaAsync(added, OtherSecret, SdkWorld.Secret);

        (await CheckAsync(promoted)).Status.ShouldBe(HealthStatus.Healthy);
        (await CheckAsync(added)).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_replica_that_is_gone_is_forgotten()
    {
        await using var gone = await ReplicaAsync();
        await CheckAsync(gone);
        await using var alone = await ReplicaAsync(gone, OtherSecret);
        (await CheckAsync(alone)).Status.ShouldNotBe(HealthStatus.Healthy);

        alone.Clock.Advance(TimeSpan.FromMinutes(2));

        (await CheckAsync(alone)).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_cache_that_fails_says_nothing_about_the_keys()
    {
        await using var world = await SdkWorld.StartAsync(s => s.After = b =>
        {
            b.Services.AddSingleton<IDistributedCache>(new BrokenCache());
            b.Services.AddHealthChecks().AddWristband();
        });

        var check = await CheckAsync(world);

        check.Status.ShouldBe(HealthStatus.Healthy);
        check.Data["replicas"].ShouldBe("unknown: IOException");
    }

    [Fact]
    public async Task Nonsense_on_the_notice_board_is_written_over()
    {
        await _cache.SetStringAsync($"wristband:{FakePlatform.ClientId}:replicas", "{nonsense");
        await using var world = await ReplicaAsync();

        (await CheckAsync(world)).Status.ShouldBe(HealthStatus.Healthy);
        (await CheckAsync(world)).Data["replicas"].ShouldBe(0);
    }

    [Fact]
    public async Task An_own_data_protection_has_no_fingerprint_and_is_tested_all_the_same()
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Settings.Remove("Wristband:SessionSecrets:0");
            s.After = b =>
            {
                b.Services.AddSingleton<IDataProtectionProvider>(new Plain());
                b.Services.AddHealthChecks().AddWristband();
            };
        });

        var check = await CheckAsync(world);

        (check.Status, check.Data["keys"]).ShouldBe((HealthStatus.Healthy, "unknown"));
    }

    private Task<SdkWorld> ReplicaAsync(SdkWorld? of = null, params string[] secrets) => SdkWorld.StartAsync(s =>
    {
        (s.Platform, s.Clock) = (of?.Platform, of?.Clock);
        for (var i = 0; i < secrets.Length; i++) s.Settings[$"Wristband:SessionSecrets:{i}"] = secrets[i];
        s.After = b =>
        {
            b.Services.AddSingleton<IDistributedCache>(_cache);
            b.Services.AddHealthChecks().AddWristband();
        };
    });

    private static async Task<HealthReportEntry> CheckAsync(SdkWorld world) =>
        (await world.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["wristband"];

    /// <summary>The renewal runs behind the back of the check that found the settings old.</summary>
    private static async Task<HealthReportEntry> EventuallyAsync(SdkWorld world, HealthStatus status)
    {
        var check = await CheckAsync(world);
        for (var i = 0; i < 1000 && check.Status != status; i++)
        {
            await Task.Yield();
            check = await CheckAsync(world);
        }
        return check;
    }

    private sealed class Plain : IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => this;

        public byte[] Protect(byte[] plaintext) => plaintext;

        public byte[] Unprotect(byte[] protectedData) => protectedData;
    }

    private sealed class BrokenCache : IDistributedCache
    {
        public byte[]? Get(string key) => throw new IOException();

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => throw new IOException();

        public void Refresh(string key) => throw new IOException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new IOException();

        public void Remove(string key) => throw new IOException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new IOException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new IOException();

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
            throw new IOException();
    }
}
