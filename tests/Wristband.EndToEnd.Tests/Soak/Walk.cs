using System.Net;
using Wristband.EndToEnd.Tests.Demo;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Soak;

/// <summary>A tab: what it shows, what its owner wanted to see, and where it was before.</summary>
internal sealed class Tab(WalkingBrowser browser, string wanted, Page page)
{
    public WalkingBrowser Browser { get; } = browser;

    public string Wanted { get; set; } = wanted;

    public Page Page { get; set; } = page;

    public Stack<string> Earlier { get; } = new();
}

/// <summary>A browser, and whether its owner proved here who they are since the last sign-out: else nobody may be signed in.</summary>
internal sealed class WalkingBrowser(Browser browser)
{
    public Browser Browser { get; } = browser;

    public bool Proved { get; set; }

    public List<Tab> Tabs { get; } = [];
}

/// <summary>One walk: each step is drawn, done and looked at.</summary>
internal sealed class Walk(SharedDemo world, SomeUser user, Random random)
{
    private const int MostTabs = 8;
    private const int OneRestartIn = 50;
    private readonly List<string> _log = [];
    private string _password = user.Password;
    private int _pages;
    private int _passwords;

    public IReadOnlyList<WalkingBrowser> Browsers { get; } =
        [new(world.Host.NewBrowser()), new(world.Host.NewBrowser())];

    public async Task StepAsync()
    {
        var browser = Browsers[random.Next(Browsers.Count)];
        var tab = browser.Tabs.Count == 0 ? null : browser.Tabs[random.Next(browser.Tabs.Count)];
        if (random.Next(OneRestartIn) == 0) await RestartAsync();
        switch (tab is null ? 0 : random.Next(12))
        {
            case 0 or 1 or 2:
                await OpenAsync(browser);
                break;
            case 3 or 4 or 5:
                await GoOnAsync(tab!, _password);
                break;
            case 6:
                await GoOnAsync(tab!, "quite the wrong words");
                break;
            case 7:
                await ResetAsync(tab!);
                break;
            case 8:
                Show(tab!, "reload", await browser.Browser.GetAsync(tab!.Page.Url.AbsoluteUri));
                break;
            case 9:
                await BackAsync(tab!);
                break;
            case 10:
                Wait();
                break;
            default:
                await SignOutAsync(browser);
                break;
        }
        foreach (var one in Browsers) await NobodyElseAsync(one);
    }

    /// <summary>A new tab for a page that only members see.</summary>
    public async Task<Tab> OpenAsync(WalkingBrowser browser)
    {
        if (browser.Tabs.Count >= MostTabs) browser.Tabs.RemoveAt(0);
        var wanted = $"/classic?tab={++_pages}";
        await AheadAsync(browser, wanted);
        var page = await browser.Browser.GetAsync(DemoHost.Url + wanted);
        var tab = new Tab(browser, wanted, page);
        browser.Tabs.Add(tab);
        Show(tab, "open " + wanted, page);
        return tab;
    }

    /// <summary>Signs in on what the tab shows, and looks whether the wanted page came.</summary>
    public async Task SignInAsync(Tab tab, string password)
    {
        while (tab.Page.Document.QuerySelector("#login") is null)
        {
            if (tab.Page.Document.QuerySelector("#discovery") is null) return;
            Show(tab, "name the workspace", await SubmitAsync(tab, "#discovery", ("who", user.Tenant.Name)));
        }
        tab.Browser.Proved = true;
        var page = await SubmitAsync(tab, "#login", ("email", user.Email), ("password", password));
        Show(tab, "sign in", page);
        ShouldBeWanted(tab);
    }

    // On with whatever the tab shows: pick the workspace, or sign in.
    private async Task GoOnAsync(Tab tab, string password)
    {
        if (tab.Page.Document.QuerySelector("#discovery") is not null)
        {
            Show(tab, "name the workspace", await SubmitAsync(tab, "#discovery", ("who", user.Tenant.Name)));
            return;
        }
        if (tab.Page.Document.QuerySelector("#login") is null) return;
        if (password == _password)
        {
            await SignInAsync(tab, password);
            return;
        }
        Show(tab, "mistype", await SubmitAsync(tab, "#login", ("email", user.Email), ("password", password)));
    }

    // By mail, opened in this browser or in the other one.
    private async Task ResetAsync(Tab tab)
    {
        if (tab.Page.Document.QuerySelector("a[href^='/forgot-password']")?.GetAttribute("href") is not { } link) return;
        Show(tab, "forgot", await tab.Browser.Browser.FollowAsync(tab.Page, link));
        if (tab.Page.Document.QuerySelector("#forgot") is null) return;
        Show(tab, "ask for a mail", await SubmitAsync(tab, "#forgot", ("email", user.Email)));
        var mail = await world.Platform.Mailbox.LastToAsync(user.Email);
        var elsewhere = Browsers[random.Next(Browsers.Count)];
        var there = elsewhere == tab.Browser ? tab : new Tab(elsewhere, "/", tab.Page);
        if (there != tab) elsewhere.Tabs.Add(there);
        Show(there, "open the mail", await elsewhere.Browser.GetAsync(mail.Link));
        elsewhere.Proved = true;
        _password = $"new words number {++_passwords} for ann";
        Show(there, "choose a password", await SubmitAsync(there, "#reset", ("password", _password)));
        if (there == tab) ShouldBeWanted(there);
        // Every session at the platform is over; the application's ends with its next refresh.
    }

    private async Task BackAsync(Tab tab)
    {
        if (!tab.Earlier.TryPop(out var url)) return;
        Show(tab, "back", await tab.Browser.Browser.GetAsync(url), isBack: true);
    }

    private void Wait()
    {
        TimeSpan[] times = [TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(45)];
        var time = times[random.Next(times.Length)];
        _log.Add($"wait {time}");
        world.Platform.Time.Advance(time);
    }

    // A deployment of either product: nobody is to notice.
    private async Task RestartAsync()
    {
        var isDemo = random.Next(2) == 0;
        _log.Add(isDemo ? "the demo restarts" : "the platform restarts");
        await (isDemo ? world.Host.RestartAsync() : world.Platform.RestartAsync());
    }

    private async Task SignOutAsync(WalkingBrowser browser)
    {
        var home = await browser.Browser.GetAsync(DemoHost.Url + "/");
        if (home.Document.QuerySelector("nav a[href*='logout']")?.GetAttribute("href") is not { } link) return;
        _log.Add("sign out");
        await browser.Browser.FollowAsync(home, link);
        browser.Proved = false;
    }

    // Browsers load ahead what somebody may click; nothing may come of it.
    private async Task AheadAsync(WalkingBrowser browser, string path)
    {
        if (random.Next(3) != 0) return;
        _log.Add("load ahead " + path);
        await browser.Browser.GetOnceAsync(DemoHost.Url + path, ("Sec-Purpose", "prefetch"));
    }

    private static Task<Page> SubmitAsync(Tab tab, string form, params (string Name, string Value)[] fields) =>
        tab.Browser.Browser.SubmitAsync(tab.Page, form, fields.ToDictionary(f => f.Name, f => f.Value));

    private void Show(Tab tab, string step, Page page, bool isBack = false)
    {
        var way = string.Join(" > ", page.Hops.Select(hop => hop.PathAndQuery).Append(page.Url.AbsoluteUri));
        _log.Add($"{step}: {(int)page.Status} {way}");
        if (!isBack && page.Url != tab.Page.Url) tab.Earlier.Push(tab.Page.Url.AbsoluteUri);
        tab.Page = page;
        ((int)page.Status).ShouldBeLessThan(500, Told);
        page.Document.QuerySelector("a[href], form").ShouldNotBeNull("A page is a dead end.\n" + Told);
    }

    private void ShouldBeWanted(Tab tab)
    {
        tab.Page.Status.ShouldBe(HttpStatusCode.OK, Told);
        tab.Page.Url.AbsoluteUri.ShouldBe(DemoHost.Url + tab.Wanted, Told);
    }

    private async Task NobodyElseAsync(WalkingBrowser browser)
    {
        if (!browser.Proved) (await HasSessionAsync(browser)).ShouldBeFalse("Somebody is signed in who did not sign in.\n" + Told);
    }

    private static async Task<bool> HasSessionAsync(WalkingBrowser browser)
    {
        using var answer = await browser.Browser.FetchAsync(HttpMethod.Get, DemoHost.Url + "/api/auth/session");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private string Told => string.Join('\n', _log);
}
