using System.Text.Json;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Packages;

/// <summary>X-E9: sample people with known passwords do not travel to production.</summary>
public class Nothing_of_development_is_published
{
    [Theory]
    [InlineData("Wristband.Platform")]
    [InlineData("Wristband.DemoApp")]
    public async Task XE9_publish_leaves_seed_and_development_settings_out(string project)
    {
        var printed = await DotnetCommand.RunAsync(
            Path.Combine(Repository.Root, "src", project), "msbuild", "-nologo", "-getItem:Content");

        var files = JsonDocument.Parse(printed).RootElement.GetProperty("Items").GetProperty("Content").EnumerateArray().ToList();
        files.ShouldContain(file => Named(file, "appsettings.json"));
        foreach (var file in files.Where(f => Named(f, "seed.json") || Named(f, "appsettings.Development.json")))
            file.GetProperty("CopyToPublishDirectory").GetString().ShouldBe("Never", file.ToString());
    }

    private static bool Named(JsonElement file, string name) =>
        file.GetProperty("Filename").GetString() + file.GetProperty("Extension").GetString() == name;
}
