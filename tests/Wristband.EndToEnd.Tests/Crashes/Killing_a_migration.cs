using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Crashes;

/// <summary>X-D23: kill -9 while the database is made; the next start starts. X-D34: one server at a time.</summary>
public class Killing_a_migration
{
    private const string Project = "Wristband.Platform";
    private const string Log = "platform.db-wal";

    // As it is made, a database goes through these; then its log grows with each migration.
    private static readonly string[] Files =
        Rounds.InFull ? ["platform.db.migration", "platform.db.new", "platform.db", Log] : ["platform.db.new"];

    private static readonly int[] Sizes = Rounds.InFull ? [1, 20_000, 60_000, 120_000] : [60_000];
    private static readonly int[] AfterMilliseconds = Rounds.InFull ? [.. Enumerable.Range(0, 60).Select(i => i * 5)] : [90];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task XD23_the_next_start_starts_wherever_it_was_killed()
    {
        var moments = Files.Select(file => (file, Size: 0, After: 0))
            .Concat(Sizes.Select(size => (file: Log, Size: size, After: 0)))
            .Concat(AfterMilliseconds.Select(after => (file: Log, Size: 0, after))).ToList();
        var left = new HashSet<string>();
        foreach (var (file, size, after) in moments)
        {
            var data = Directory.CreateTempSubdirectory("wristband-killed-");
            await KillWhileMigratingAsync(Path.Combine(data.FullName, file), size, TimeSpan.FromMilliseconds(after));
            left.Add(string.Join(' ', data.GetFiles("platform.db*").Select(found => $"{found.Name} {found.Length}").Order()));

            await using (await StartAsync(data.FullName))
            {
                // Ready: that is all that is asked.
            }
            data.Delete(recursive: true);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', left));
        left.Count.ShouldBeGreaterThan(moments.Count / 3, "the kills must hit different moments, or this test proves nothing");
    }

    [Fact]
    public async Task XD34_a_second_server_on_one_file_is_refused_and_the_first_goes_on()
    {
        var data = Directory.CreateTempSubdirectory("wristband-two-");
        await using (var first = await StartAsync(data.FullName))
        {
            var settings = Settings(data.FullName, LoopbackNetwork.FreePort());
            await using var second = new ServerProcess(Binaries.Dll(Project), Repository.Folder("src/" + Project), settings);
            (await second.ExitCodeAsync(TimeSpan.FromSeconds(60))).ShouldBe(1);
            second.Output.ShouldContain("WB2018: ");
            second.Output.ShouldNotContain("   at ");
        }
        data.Delete(recursive: true);
    }

    private static async Task KillWhileMigratingAsync(string file, int size, TimeSpan after)
    {
        var settings = Settings(Path.GetDirectoryName(file)!, LoopbackNetwork.FreePort());
        await using var server = new ServerProcess(Binaries.Dll(Project), Repository.Folder("src/" + Project), settings);
        var started = TimeProvider.System.GetTimestamp();
        while (!Has(file, size) && TimeProvider.System.GetElapsedTime(started) < Patience) await Task.Yield();
        await Task.Delay(after, TimeProvider.System);
        await server.KillAsync();
    }

    // A file of the first moments may be gone again before anybody looks.
    private static bool Has(string file, int size) =>
        (new FileInfo(file) is { Exists: true } found && found.Length >= size)
        || (size == 0 && File.Exists(Path.ChangeExtension(file, ".db-shm")));

    private static Task<ServerProcess> StartAsync(string data)
    {
        var port = LoopbackNetwork.FreePort();
        return ServerProcess.StartAsync(Project, port, Settings(data, port));
    }

    private static Dictionary<string, string> Settings(string data, int port) => new()
    {
        ["Platform__DataDirectory"] = data,
        ["Platform__PublicOrigins__0"] = $"http://*:{port}",
        // The port of development is for what `make run` starts.
        ["Platform__PublicOrigins__1"] = $"https://*:{LoopbackNetwork.FreePort()}",
    };
}
