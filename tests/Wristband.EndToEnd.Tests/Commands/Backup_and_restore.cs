using System.Security.Cryptography;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Commands;

/// <summary>A backup that is made while people sign in, a disk that is lost, and the same people after the restore.</summary>
public sealed class Backup_and_restore : IDisposable
{
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("wristband-backup-");

    private string BackupFile => Path.Combine(_elsewhere.FullName, "monday.db");

    public void Dispose() => _elsewhere.Delete(recursive: true);

    [Fact]
    public async Task Who_was_signed_in_still_is_and_signs_in_again()
    {
        await using var running = await Installation.StartAsync();
        var browser = running.NewBrowser();
        await SomebodyInAcme.SignInAsync(running, browser);

        (await PlatformCommandLine.RunAsync(running.DataDirectory, "backup", "--to", BackupFile)).ShouldBeFine("Wrote " + BackupFile);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(BackupFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await PlatformCommandLine.RunAsync(running.DataDirectory, "backup", "--to", BackupFile)).ShouldRefuse("WB2150: ");
        (await PlatformCommandLine.RunAsync(running.DataDirectory, "restore", "--from", BackupFile, "--replace")).ShouldRefuse("WB2018: ");

        await running.KillPlatformAsync();
        (await PlatformCommandLine.RunAsync(running.DataDirectory, "restore", "--from", BackupFile)).ShouldRefuse("WB2152: ");
        foreach (var part in (string[])["", "-wal", "-shm"]) File.Delete(running.DatabaseFile + part);
        (await PlatformCommandLine.RunAsync(running.DataDirectory, "restore", "--from", BackupFile)).ShouldBeFine("Restored.");
        await running.StartPlatformAsync();

        await SomebodyInAcme.ShouldStillBeSignedInAsync(running, browser);
        await SomebodyInAcme.SignInAsync(running, running.NewBrowser());
    }

    [Fact]
    public async Task P58_what_cannot_become_the_database_is_refused_and_changes_nothing()
    {
        await using var running = await Installation.StartWithoutDemoAsync();
        (await PlatformCommandLine.RunAsync(running.DataDirectory, "backup", "--to", BackupFile)).ShouldBeFine("Wrote " + BackupFile);
        await running.KillPlatformAsync();
        var before = await HashAsync(running.DatabaseFile);
        var damaged = Path.Combine(_elsewhere.FullName, "damaged.db");
        var bytes = await File.ReadAllBytesAsync(BackupFile, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length / 2, 8192).Fill(0x5a);
        await File.WriteAllBytesAsync(damaged, bytes, TestContext.Current.CancellationToken);
        var text = Path.Combine(_elsewhere.FullName, "text.db");
        await File.WriteAllTextAsync(text, "no database at all", TestContext.Current.CancellationToken);

        foreach (var file in (string[])[damaged, text, Path.Combine(_elsewhere.FullName, "missing.db")])
            (await PlatformCommandLine.RunAsync(running.DataDirectory, "restore", "--from", file, "--replace")).ShouldRefuse("WB2151: ");
        var another = Directory.CreateDirectory(Path.Combine(_elsewhere.FullName, "another"));
        (await PlatformCommandLine.RunAsync(another.FullName, "restore", "--from", BackupFile)).ShouldRefuse("WB2155: ");

        (await HashAsync(running.DatabaseFile)).ShouldBe(before);
        another.GetFiles("platform.db").ShouldBeEmpty();
        var replaced = await PlatformCommandLine.RunAsync(running.DataDirectory, "restore", "--from", BackupFile, "--replace");
        replaced.ShouldBeFine("The database that was there is now ");
        new DirectoryInfo(running.DataDirectory).GetFiles("platform.db.replaced-*").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Health_asks_a_server_and_help_names_every_command()
    {
        await using var running = await Installation.StartWithoutDemoAsync();
        var ready = running.ApplicationUrl.Replace("demo.dev.localhost", "localhost", StringComparison.Ordinal) + "/health/ready";

        (await PlatformCommandLine.RunAsync(running.DataDirectory, "health", "--url", ready)).ShouldBeFine("Healthy");
        await running.KillPlatformAsync();
        var (exitCode, output) = await PlatformCommandLine.RunAsync(running.DataDirectory, "health", "--url", ready);
        exitCode.ShouldBe(1);
        output.ShouldContain("Nothing answers at " + ready);
        (await PlatformCommandLine.RunAsync(running.DataDirectory, "health", "--url", "nowhere")).ShouldRefuse("is no http address");
        var help = await PlatformCommandLine.RunAsync(running.DataDirectory, "--help");
        foreach (var command in (string[])["serve", "backup", "restore", "health"]) help.ShouldBeFine(command);
        (await PlatformCommandLine.RunAsync(running.DataDirectory, "bakcup")).ExitCode.ShouldBe(1);
    }

    private static async Task<string> HashAsync(string file) =>
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
}

internal static class CommandResults
{
    public static void ShouldBeFine(this (int ExitCode, string Output) result, string said)
    {
        result.ExitCode.ShouldBe(0, result.Output);
        result.Output.ShouldContain(said);
    }

    public static void ShouldRefuse(this (int ExitCode, string Output) result, string id)
    {
        result.ExitCode.ShouldBe(1, result.Output);
        result.Output.ShouldContain(id);
        result.Output.ShouldNotContain("   at ");
    }
}
