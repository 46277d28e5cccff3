using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Crashes;

/// <summary>
/// D-03, D-05: kill -9 at a random point of the journey; a person who simply goes on can finish, and nothing exists twice.
/// </summary>
public class Killing_the_platform
{
    private static readonly int Kills = Rounds.Of(full: 100, bounded: 3);
    private const int RequestsOfTheJourney = 24;

    [Fact]
    public async Task D03_D05_the_journey_can_be_finished_and_nothing_is_issued_twice()
    {
        await using var running = await Installation.StartAsync();
        var random = new Random(20260115);
        var fired = 0;

        for (var kill = 0; kill < Kills; kill++)
        {
            var at = random.Next(RequestsOfTheJourney);
            var after = TimeSpan.FromMilliseconds(random.Next(30));
            var killSwitch = new KillSwitch(LoopbackNetwork.Handler(), async () =>
            {
                await running.KillPlatformAsync();
                await running.StartPlatformAsync();
            });
            var person = new StubbornPerson(running, new Browser(killSwitch, TimeProvider.System), Some.Name("kill"));
            killSwitch.Arm(at, after);

            await person.FinishTheJourneyAsync();

            if (killSwitch.Fired) fired++;
            var state = await StoredState.ReadAsync(running.DatabaseFile, person.TenantName);
            state.ShouldBeWhole(
                string.Create(
                    CultureInfo.InvariantCulture, $"killed during request {at}, {after.TotalMilliseconds:0} ms after it was sent"));
        }

        fired.ShouldBeGreaterThan(Kills / 2, "most kills must hit the journey, or this test proves nothing");
    }

    /// <summary>Goes through signup, verification, the demo, sign-out and sign-in, and tries each step again when it failed.</summary>
    private sealed class StubbornPerson(Installation running, Browser browser, string name)
    {
        private const int MostTries = 4;
        private readonly string _email = $"{name}@example.com";

        public string TenantName => name;

        public async Task FinishTheJourneyAsync()
        {
            var form = await TryAsync(() => browser.GetAsync($"{running.ApplicationUrl}/signup"));
            await TryAsync(() => browser.SubmitAsync(form, "#signup", new Dictionary<string, string>
            {
                ["workspace"] = name,
                ["address"] = name,
                ["given_name"] = "First",
                ["family_name"] = "Last",
                ["email"] = _email,
            }));
            await VerifyAsync();
            await BeSignedInAsync();
            await CallTheApiAsync();
            await TryAsync(() => browser.GetAsync($"{running.DemoUrl}/api/auth/logout"));
            await TryAsync(() => browser.GetAsync(running.DemoUrl));
            await BeSignedInAsync();
        }

        private async Task VerifyAsync()
        {
            var link = await TryForAsync(NewestLinkAsync);
            var page = await TryAsync(() => browser.GetAsync(link));
            if (page.Document.QuerySelector("#confirm") is null) return;
            var chosen = new Dictionary<string, string> { ["password"] = The.Password };
            await TryAsync(() => browser.SubmitAsync(page, "#confirm", chosen));
        }

        private async Task BeSignedInAsync()
        {
            for (var attempt = 0; attempt < MostTries; attempt++)
            {
                var page = await TryAsync(() => browser.GetAsync($"{running.DemoUrl}/api/auth/login?tenant_name={name}"));
                if (page.Document.QuerySelector("#login") is not null)
                {
                    page = await TryAsync(() => browser.SubmitAsync(page, "#login", new Dictionary<string, string>
                    {
                        ["email"] = _email,
                        ["password"] = The.Password,
                    }));
                }
                if (page.Text.Contains("You are signed in to", StringComparison.Ordinal)) return;
            }
            throw new InvalidOperationException($"{name} could not sign in. The platform said:\n{running.PlatformOutput}");
        }

        private async Task CallTheApiAsync()
        {
            var demo = new Uri(running.DemoUrl);
            await TryForAsync(async () =>
            {
                var csrf = browser.Cookies.For(demo)["CSRF-TOKEN"];
                using var body = new StringContent("""{"action":"hello"}""", System.Text.Encoding.UTF8, "application/json");
                using var answer = await browser.FetchAsync(
                    HttpMethod.Post, $"{running.DemoUrl}/api/classic/session-hello", body, ("X-CSRF-TOKEN", csrf));
                return answer.StatusCode == HttpStatusCode.OK ? "ok" : null;
            });
        }

        private async Task<string?> NewestLinkAsync()
        {
            var page = await browser.GetAsync($"{running.MailboxUrl}/?to={Uri.EscapeDataString(_email)}");
            var mail = page.Document.QuerySelector("nav.mails a")?.GetAttribute("href");
            if (mail is null) return null;
            return (await browser.FollowAsync(page, mail)).Document.QuerySelector("main .actions a")?.GetAttribute("href");
        }

        private static Task<Page> TryAsync(Func<Task<Page>> step) => TryForAsync<Page>(async () =>
        {
            var page = await step();
            return (int)page.Status < 500 ? page : null;
        });

        private static async Task<T> TryForAsync<T>(Func<Task<T?>> step) where T : class
        {
            var problems = new List<string>();
            for (var attempt = 0; attempt < MostTries; attempt++)
            {
                try
                {
                    if (await step() is { } result) return result;
                    problems.Add("no result");
                }
                // The handler asks a new connection for its other end, and lets through what the socket says when it is gone already.
                catch (Exception broken) when (broken is HttpRequestException or SocketException)
                {
                    problems.Add(broken.Message);
                }
            }
            throw new InvalidOperationException("A step could not be finished: " + string.Join("; ", problems));
        }
    }
}
