using Microsoft.Extensions.Time.Testing;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tests.Backchannel;

/// <summary>X-D6: what a process remembers stays bounded under concurrent writes, and marks never make room for others.</summary>
public class ExpiringMapTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_full_map_takes_concurrent_writes()
    {
        var map = new ExpiringMap<int>(_time, capacity: 64);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                map.Set($"{writer} {i}", i, Minute);
                map.Update($"{i % 200}", n => n + 1, Minute);
                if (i % 3 == 0) map.Remove($"{writer} {i}");
                map.TryGet($"{i % 200}", out _);
            }
        })));

        map.Count.ShouldBeLessThanOrEqualTo(64);
        map.Set("last", 7, Minute);
        map.TryGet("last", out var last).ShouldBeTrue();
        last.ShouldBe(7);
    }

    [Fact]
    public void A_full_map_forgets_first_what_ends_first()
    {
        var map = new ExpiringMap<int>(_time, capacity: 2);
        map.Set("long", 1, 3 * Minute);
        map.Set("short", 2, Minute);

        map.Set("new", 3, 2 * Minute);

        map.TryGet("short", out _).ShouldBeFalse();
        map.TryGet("long", out _).ShouldBeTrue();
        map.TryGet("new", out _).ShouldBeTrue();
    }

    [Fact]
    public void Marks_stay_until_their_own_end_however_many_there_are()
    {
        var marks = new ExpiringMap<bool>(_time, capacity: null);
        marks.Set("first", value: true, 2 * Minute);
        for (var i = 0; i < 300_000; i++) marks.Set($"{i}", value: true, Minute);

        marks.TryGet("first", out _).ShouldBeTrue();
        _time.Advance(Minute);
        marks.Set("later", value: true, Minute);
        marks.Count.ShouldBe(2);
    }

    [Fact]
    public void An_entry_that_is_written_again_lives_on_and_costs_one_place()
    {
        var map = new ExpiringMap<int>(_time, capacity: 10);
        for (var i = 0; i < 100_000; i++)
        {
            map.Update("busy", n => n + 1, Minute);
            if (i % 1_000 == 0) _time.Advance(TimeSpan.FromSeconds(30));
        }

        map.TryGet("busy", out var count).ShouldBeTrue();
        count.ShouldBe(100_000);
        map.Count.ShouldBe(1);
    }
}
