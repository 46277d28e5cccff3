using System.Net;
using Microsoft.Extensions.Time.Testing;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo.Live;

/// <summary>The hub: behind the session, apart by tenant, and undisturbed by tokens that are renewed.</summary>
public class DemoLiveTests(DemoLiveTests.Today today) : IClassFixture<DemoLiveTests.Today>
{
    private readonly SharedDemo _shared = today.Demo;

    [Fact]
    public async Task Everybody_of_a_tenant_hears_the_number_and_nobody_else_does()
    {
        var tenant = await _shared.Platform.TenantAsync(_shared.Host.Application);
        var (ann, bob) =
            (await _shared.SignInAsync(await _shared.Platform.UserAsync(tenant)),
                await _shared.SignInAsync(await _shared.Platform.UserAsync(tenant)));
        using var anns = await HubCall.OpenAsync(_shared.Host, ann);
        using var bobs = await HubCall.OpenAsync(_shared.Host, bob);
        using var stranger = await HubCall.OpenAsync(_shared.Host, await _shared.MemberAsync());
        (await anns.NextAsync()).ShouldBe(0);
        (await bobs.NextAsync()).ShouldBe(0);
        (await stranger.NextAsync()).ShouldBe(0);

        await anns.IncrementAsync();
        await stranger.IncrementAsync();

        (await anns.NextAsync()).ShouldBe(1);
        (await bobs.NextAsync()).ShouldBe(1);
        (await stranger.NextAsync()).ShouldBe(1, "its own count, begun at 0");
        await bobs.IncrementAsync();
        (await anns.NextAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Many_who_count_at_once_are_all_counted()
    {
        var browser = await _shared.MemberAsync();
        var calls = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => HubCall.OpenAsync(_shared.Host, browser)));
        await Task.WhenAll(calls.Select(call => call.NextAsync()));

        await Task.WhenAll(calls.Select(call => call.IncrementAsync()));

        var told = new List<int>();
        for (var i = 0; i < calls.Length; i++) told.Add(await calls[0].NextAsync());
        told.Max().ShouldBe(5);
        foreach (var call in calls) call.Dispose();
    }

    [Fact]
    public async Task A_connection_goes_on_while_the_token_is_renewed_and_can_be_made_anew_afterwards()
    {
        await using var platform = await PlatformHost.StartAsync(time: Now());
        await using var demo = await DemoHost.StartAsync(platform, await platform.ApplicationAsync());
        var user = await platform.UserAsync(await platform.TenantAsync(demo.Application));
        var browser = demo.NewBrowser();
        await platform.SignInAsync(browser, user);
        await browser.GetAsync($"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}");
        var first = await browser.AccessTokenAsync();
        using var call = await HubCall.OpenAsync(demo, browser);
        await call.NextAsync();

        platform.Time.Advance(TimeSpan.FromMinutes(31));
        var second = await browser.AccessTokenAsync();
        await call.IncrementAsync();
        var afterwards = await call.NextAsync();
        using var anew = await HubCall.OpenAsync(demo, browser);

        second.ShouldNotBe(first);
        afterwards.ShouldBe(1);
        (await anew.NextAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Strangers_and_other_sites_are_refused()
    {
        var member = await _shared.MemberAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => HubCall.OpenAsync(_shared.Host, _shared.Host.NewBrowser()));
        (await Should.ThrowAsync<InvalidOperationException>(
            () => _shared.Host.ConnectAsync(member, "/hubs/counter", "https://evil.example"))).Message.ShouldContain("403");
        using var fine = await HubCall.OpenAsync(_shared.Host, member);
    }

    [Fact]
    public async Task The_page_shows_the_number_without_script_too()
    {
        var browser = await _shared.MemberAsync();
        using var call = await HubCall.OpenAsync(_shared.Host, browser);
        await call.NextAsync();
        await call.IncrementAsync();
        await call.NextAsync();

        var page = await browser.GetAsync(DemoHost.Url + "/live");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelectorAll(".number").Select(n => n.TextContent.Trim()).ShouldBe(["1", "1"]);
        ContentRules.Violations(page.Document).ShouldBeEmpty("G-06");
    }

    [Fact]
    public async Task A_guest_gets_neither_page_nor_circuit()
    {
        var guest = _shared.Host.NewBrowser();

        (await guest.GetOnceAsync(DemoHost.Url + "/live")).Status.ShouldBe(HttpStatusCode.Found);
        (await guest.FetchAsync(HttpMethod.Post, DemoHost.Url + "/_blazor/negotiate?negotiateVersion=1")).StatusCode
            .ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static FakeTimeProvider Now() => new(TimeProvider.System.GetUtcNow());

    /// <summary>A demo whose clock starts now: SignalR closes connections at the session's end by the computer's clock.</summary>
    public sealed class Today : IAsyncLifetime
    {
        public SharedDemo Demo { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Demo = await SharedDemo.StartAsync(Now());

        public ValueTask DisposeAsync() => Demo.DisposeAsync();
    }
}
