using System.Net;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>D-06: power fails, and the end of the database's log never reached the disk.</summary>
[Trait("Database", "Sqlite")]
public sealed class LostLogTests : IDisposable
{
    private readonly DirectoryInfo _disk = Directory.CreateTempSubdirectory("wristband-power-");

    public void Dispose() => _disk.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public async Task D06_it_starts_and_what_was_revoked_before_stays_revoked(int more)
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var (revoked, living) = (await app.SignInAsync(user), await app.SignInAsync(user));
        await app.RevokeAsync(revoked.RefreshToken);
        var reached = new FileInfo(Path.Combine(platform.DataDirectory, "platform.db-wal")).Length;
        // What comes after it is lost.
        for (var i = 0; i < 5; i++) await platform.UserAsync(user.Tenant);
        CopyAsOfThen(platform.DataDirectory, reached + more);

        await using var after = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:DataDirectory"] = _disk.FullName }, time: platform.Time);

        var afterwards = new RelyingParty(after, user.Tenant.Application);
        (await afterwards.RefreshAsync(revoked.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await afterwards.RefreshAsync(living.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private void CopyAsOfThen(string from, long log)
    {
        foreach (var file in new DirectoryInfo(from).GetFiles().Where(f => !f.Name.EndsWith("-shm", StringComparison.Ordinal)))
        {
            using var source = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var copy = Path.Combine(_disk.FullName, file.Name);
            using var target = new FileStream(copy, FileMode.Create);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            source.CopyTo(target);
            if (file.Name.EndsWith("-wal", StringComparison.Ordinal))
            {
                target.Length.ShouldBeGreaterThan(log);
                target.SetLength(log);
            }
        }
    }
}
