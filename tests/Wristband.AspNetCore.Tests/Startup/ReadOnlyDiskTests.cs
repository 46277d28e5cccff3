using System.Net;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Startup;

/// <summary>D-10: in Production the SDK needs no disk.</summary>
public sealed class ReadOnlyDiskTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("wristband-root-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task D10_a_sign_in_a_refresh_and_a_sign_out_write_no_file()
    {
        await using var world = await SdkWorld.StartAsync(s => s.ContentRoot = _root.FullName);

        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        (await world.Browser.GetOnceAsync(SdkWorld.App + "/access-token")).Status.ShouldBe(HttpStatusCode.OK);
        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");

        _root.GetFileSystemInfos().ShouldBeEmpty();
    }
}
