using Microsoft.Extensions.Time.Testing;
using Wristband.EndToEnd.Tests.Demo;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Soak;

/// <summary>
/// A person with many tabs in two browsers does what people do, in any order: opens pages, signs in rightly and wrongly, asks for a new
/// password and opens the mail here or there, goes back, reloads, has lunch, signs out. Whatever the order, the page that was wanted
/// comes, no page is a dead end, nobody is signed in who did not sign in, and a neighbour in another workspace neither notices nor sees
/// anything of it.
/// </summary>
public class Random_walks
{
    private const int Steps = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Rounds.Of(full: 1800, bounded: 10))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task XB1_XB2_D53_a_person_never_loses_the_page_they_wanted(int seed)
    {
        await using var world = await SharedDemo.StartAsync(new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero)));
        var user = await world.Platform.UserAsync(await world.Platform.TenantAsync(world.Host.Application));
        var walk = new Walk(world, user, new Random(seed));
        var neighbour = new Neighbour(world, await world.Platform.UserAsync(await world.Platform.TenantAsync(world.Host.Application)));

        for (var step = 0; step < Steps; step++)
        {
            await walk.StepAsync();
            await neighbour.LookAsync();
        }
    }

    [Fact]
    public async Task A_page_that_was_lost_can_fail()
    {
        await using var world = await SharedDemo.StartAsync(new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero)));
        var user = await world.Platform.UserAsync(await world.Platform.TenantAsync(world.Host.Application));
        var walk = new Walk(world, user, new Random(1));
        var tab = await walk.OpenAsync(walk.Browsers[0]);

        // What the application would look like if it forgot.
        tab.Wanted = "/classic?tab=forgotten";

        var problem = await Record.ExceptionAsync(() => walk.SignInAsync(tab, user.Password));
        problem.ShouldNotBeNull().Message.ShouldContain("tab=forgotten");
    }
}
