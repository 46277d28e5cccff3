using System.Text;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>X-D4: what proxies take by default is enough for every answer and every request of the demo.</summary>
public class DemoHeaderSizeTests(SharedDemo shared)
{
    private const int MostOfAnswer = 4096;
    private const int MostOfCookies = 8190;
    private const string Login = DemoHost.Url + "/api/auth/login";

    [Fact]
    public async Task XD4_heads_stay_small_however_many_sign_ins_were_given_up()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = shared.Host.NewBrowser();
        for (var attempt = 0; attempt < 7; attempt++)
        {
            ShouldFit(await browser.GetOnceAsync($"{Login}?tenant_name={user.Tenant.Name}&return_url=%2Fnotes%3Fpage%3D{attempt}"));
            ShouldFit(await browser.GetOnceAsync($"{Login}?return_url=%2Fnotes%3Fpage%3D{attempt}"));
            Cookies(browser, "/api/auth/callback").ShouldBeLessThan(MostOfCookies);
        }

        await shared.Platform.SignInAsync(browser, user);
        var authorize = await browser.GetOnceAsync($"{Login}?tenant_name={user.Tenant.Name}");
        ShouldFit(authorize);
        var callback = await browser.GetOnceAsync(authorize.Location!.ToString());
        var answer = await browser.GetOnceAsync(callback.Location!.ToString());

        answer.Location.ShouldBe(new Uri(DemoHost.Url + "/"));
        Cookies(browser, "/").ShouldBeLessThan(MostOfCookies);
        (await browser.GetAsync(DemoHost.Url + "/what-happened")).Document.QuerySelectorAll(".steps li").Length.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task XD4_a_head_that_is_too_large_can_fail()
    {
        var answer = await shared.Host.NewBrowser().GetOnceAsync(DemoHost.Url + "/");
        answer.Response.Headers.Add("X-Large", new string('x', MostOfAnswer));
        HeadOf(answer).ShouldBeGreaterThan(MostOfAnswer);
    }

    private static void ShouldFit(Page answer) => HeadOf(answer).ShouldBeLessThan(MostOfAnswer, answer.Response.Headers.ToString());

    private static int HeadOf(Page answer) =>
        Encoding.UTF8.GetByteCount($"HTTP/1.1 302 Found\r\n{answer.Response.Headers}{answer.Response.Content.Headers}");

    private static int Cookies(Browser browser, string path) =>
        Encoding.UTF8.GetByteCount(browser.Cookies.Header(new Uri(DemoHost.Url + path)) ?? "");
}
