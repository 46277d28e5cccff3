using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Replicas;

public class StoreChoiceTests
{
    // S-01
    [Theory]
    [InlineData("DistributedCache", "WB1051")]
    [InlineData("7", "WB1050")]
    public async Task A_store_that_is_not_there_stops_the_start(string store, string id)
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(
            () => SdkWorld.StartAsync(s => s.Settings["Wristband:SessionStore"] = store));

        failure.Failures.ShouldHaveSingleItem().ShouldStartWith(id);
    }

    // S-05: whichever call came first
    [Theory]
    [InlineData("Production", true, 1)]
    [InlineData("Production", false, 1)]
    [InlineData("Development", true, 0)]
    public async Task A_store_in_this_process_is_pointed_out_outside_of_development(string environment, bool before, int warnings)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            logs = s.Logs;
            s.Environment = environment;
            s.Settings["Wristband:SessionStore"] = "DistributedCache";
            if (before) s.Before = b => b.Services.AddDistributedMemoryCache();
            else s.After = b => b.Services.AddDistributedMemoryCache();
        });

        await world.SignInAsync();

        logs.Lines.Count(l => l.Id.Id == 1052).ShouldBe(warnings);
    }

    [Fact]
    public async Task Sessions_in_cookies_touch_no_cache()
    {
        var cache = new WatchedCache { IsDown = true };
        await using var world = await SdkWorld.StartAsync(s => s.Before = b => b.Services.AddSingleton<IDistributedCache>(cache));

        await world.SignInAsync();
    }
}
