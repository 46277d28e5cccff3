using System.Net;
using Microsoft.Extensions.Time.Testing;
using Wristband.EndToEnd.Tests.Demo;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Journeys;

/// <summary>Processes end and start again in the middle of what people do.</summary>
public class Restarts
{
    private const string Token = DemoHost.Url + "/api/auth/token";
    private static readonly TimeSpan PastATokensLife = TimeSpan.FromMinutes(31);

    [Fact]
    public async Task D01_a_login_ends_where_it_wanted_to_when_the_application_restarts_before_its_callback()
    {
        await using var world = await StartAsync();
        var (user, browser) = (await UserAsync(world), world.Host.NewBrowser());
        var login = await OpenLoginAsync(browser, user);

        await world.Host.RestartAsync();
        var page = await SubmitAsync(browser, login, user);

        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Url.ShouldBe(new Uri(DemoHost.Url + "/classic"));
    }

    [Fact]
    public async Task D02_who_loses_the_answer_of_a_refresh_to_a_restart_goes_on()
    {
        await using var world = await StartAsync();
        var (user, browser, demo) = (await UserAsync(world), world.Host.NewBrowser(), new Uri(DemoHost.Url));
        await SubmitAsync(browser, await OpenLoginAsync(browser, user), user);
        var before = browser.Cookies.For(demo);
        world.Platform.Time.Advance(PastATokensLife);
        (await StatusAsync(browser, Token)).ShouldBe(HttpStatusCode.OK);

        // The new session never reached the browser, and the process that knew of it is gone.
        foreach (var (name, value) in before) browser.Cookies.Put(demo, name, value);
        await world.Host.RestartAsync();

        (await StatusAsync(browser, Token)).ShouldBe(HttpStatusCode.OK);
        world.Platform.Time.Advance(PastATokensLife);
        (await StatusAsync(browser, Token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task D07_nobody_is_signed_out_when_both_products_restart()
    {
        await using var world = await StartAsync();
        var (user, browser) = (await UserAsync(world), world.Host.NewBrowser());
        await SubmitAsync(browser, await OpenLoginAsync(browser, user), user);

        await world.Platform.RestartAsync();
        await world.Host.RestartAsync();

        (await StatusAsync(browser, DemoHost.Url + "/classic")).ShouldBe(HttpStatusCode.OK);
        world.Platform.Time.Advance(PastATokensLife);
        (await StatusAsync(browser, Token)).ShouldBe(HttpStatusCode.OK);
        // Single sign-on, too: another browser session of the application asks for no password.
        foreach (var name in browser.Cookies.For(new Uri(DemoHost.Url)).Keys) browser.Cookies.Remove(new Uri(DemoHost.Url), name);
        (await OpenLoginAsync(browser, user)).Url.ShouldBe(new Uri(DemoHost.Url + "/classic"));
    }

    private static Task<SharedDemo> StartAsync() =>
        SharedDemo.StartAsync(new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero)));

    private static async Task<SomeUser> UserAsync(SharedDemo world) =>
        await world.Platform.UserAsync(await world.Platform.TenantAsync(world.Host.Application));

    private static Task<Page> OpenLoginAsync(Browser browser, SomeUser user) =>
        browser.GetAsync($"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}&return_url=%2Fclassic");

    private static Task<Page> SubmitAsync(Browser browser, Page login, SomeUser user) => browser.SubmitAsync(
        login, "#login", new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password });

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, string url)
    {
        using var answer = await browser.FetchAsync(HttpMethod.Get, url);
        return answer.StatusCode;
    }
}
