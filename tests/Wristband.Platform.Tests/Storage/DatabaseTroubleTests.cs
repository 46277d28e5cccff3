using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>A database that takes no writes: nobody waits for it, readiness says so, and it is over when it is over.</summary>
[Trait("Database", "Sqlite")]
public class DatabaseTroubleTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>X-D24: another process has the database locked.</summary>
    [Fact]
    public async Task XD24_D11_a_locked_database_turns_away_at_once_and_says_when_to_come_back()
    {
        await using var platform = await PlatformHost.StartAsync(configure: builder => builder.Logging.AddFakeLogging());
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var browser = platform.NewBrowser();
        await platform.SignInAsync(browser, user);
        var authorized = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));
        var code = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(authorized.Location!.Query)["code"].ToString();
        var tokens = Tokens.Of(await app.RedeemAsync(code));

        await using (var other = new SqliteConnection($"Data Source={Path.Combine(platform.DataDirectory, "platform.db")};Pooling=False"))
        {
            await other.OpenAsync(Cancelled);
            await using var locked = await other.BeginTransactionAsync(Cancelled);

            var signIns = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SignInAsync(platform, user)))
                .WaitAsync(TimeSpan.FromMinutes(1), Cancelled);
            var refreshes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => app.RefreshAsync(tokens.RefreshToken)))
                .WaitAsync(TimeSpan.FromMinutes(1), Cancelled);

            signIns.Select(page => page.Status).ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable);
            signIns.ShouldAllBe(page => page.Response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            refreshes.ShouldAllBe(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
            (await ReadyAsync(platform)).ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await LiveAsync(platform)).ShouldBe(HttpStatusCode.OK, "a restart would not help");
        }

        (await ReadyAsync(platform)).ShouldBe(HttpStatusCode.OK);
        (await app.RefreshAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await SignInAsync(platform, user)).Status.ShouldBe(HttpStatusCode.SeeOther);
        var log = platform.Services.GetRequiredService<FakeLogCollector>().GetSnapshot();
        log.Count(line => line.Message.StartsWith("WB2032: ", StringComparison.Ordinal)).ShouldBe(1);
        log.Count(line => line.Message.StartsWith("WB2037: ", StringComparison.Ordinal)).ShouldBe(1);
    }

    /// <summary>X-D7: on a real disk that is full.</summary>
    [Fact]
    public async Task XD7_D09_a_full_disk_turns_away_and_recovers_by_itself()
    {
        await using var disk = await SmallDisk.MountAsync();
        await using var platform =
            await PlatformHost.StartAsync(new Dictionary<string, string?> { ["Platform:DataDirectory"] = disk.Path });
        var user = await platform.UserAsync(await platform.TenantAsync());
        var before = (await SignInAsync(platform, user)).Status;

        var filler = disk.Fill();
        var during = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SignInAsync(platform, user)));
        var (readyDuring, liveDuring) = (await ReadyAsync(platform), await LiveAsync(platform));
        File.Delete(filler);

        before.ShouldBe(HttpStatusCode.SeeOther);
        readyDuring.ShouldBe(HttpStatusCode.ServiceUnavailable);
        liveDuring.ShouldBe(HttpStatusCode.OK, "a restart would not help");
        during.ShouldAllBe(page => page.Status == HttpStatusCode.ServiceUnavailable || page.Status == HttpStatusCode.SeeOther);
        during.Where(page => page.Status == HttpStatusCode.ServiceUnavailable)
            .ShouldAllBe(page => page.Response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        during.ShouldContain(page => page.Status == HttpStatusCode.ServiceUnavailable);
        (await ReadyAsync(platform)).ShouldBe(HttpStatusCode.OK);
        (await SignInAsync(platform, user)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static async Task<Page> SignInAsync(PlatformHost platform, SomeUser user)
    {
        var browser = platform.NewBrowser();
        var page = await browser.GetAsync($"{user.Tenant.Base}/login");
        return await browser.SubmitAsync(
            page, "#login", new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password }, follow: false);
    }

    private static Task<HttpStatusCode> ReadyAsync(PlatformHost platform) => ProbeAsync(platform, "ready");

    private static Task<HttpStatusCode> LiveAsync(PlatformHost platform) => ProbeAsync(platform, "live");

    private static async Task<HttpStatusCode> ProbeAsync(PlatformHost platform, string probe) =>
        (await platform.NewBrowser().GetAsync("http://mail.dev.localhost:6002/health/" + probe)).Status;

    /// <summary>A file system of a few megabytes in memory.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-small-disk-");

        public string Path => _folder.FullName;

        public static async Task<SmallDisk> MountAsync()
        {
            var disk = new SmallDisk();
            await RunAsync("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.Path);
            return disk;
        }

        /// <summary>Writes until nothing fits any more. Returns the file.</summary>
        public string Fill()
        {
            var filler = System.IO.Path.Combine(Path, "filler");
            using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            foreach (var size in (int[])[65536, 4096, 1])
            {
                try
                {
                    while (true) file.Write(new byte[size]);
                }
                catch (IOException)
                {
                    // Full, for this size.
                }
            }
            return filler;
        }

        public async ValueTask DisposeAsync()
        {
            SqliteConnection.ClearAllPools();
            await RunAsync("umount", "--lazy", Path);
            _folder.Delete(recursive: true);
        }

        private static async Task RunAsync(string command, params string[] arguments)
        {
            using var process = Process.Start(command, arguments);
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0, $"'{command}' needs the rights to mount a file system");
        }
    }
}
