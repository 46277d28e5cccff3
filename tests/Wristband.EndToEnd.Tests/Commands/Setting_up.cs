using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Commands;

/// <summary>From an empty directory to a person who is signed in and a program that may go on, by one command.</summary>
public class Setting_up
{
    private static readonly string[] Line =
        ["setup", "--application", "Field Notes", "--host", "auth.dev.localhost", "--admin", "ann@example.com", "--json"];

    [Fact]
    public async Task P57_beside_a_running_server_once()
    {
        await using var running = await Installation.StartEmptyAsync();
        running.PlatformOutput.ShouldContain("WB2224: ");

        var printed = await PlatformCommandLine.RunBesideAsync(running, Line);
        printed.ExitCode.ShouldBe(0, printed.ToString());
        var made = JsonDocument.Parse(printed.Printed).RootElement;
        made.EnumerateObject().Select(member => member.Name)
            .ShouldBe(["applicationId", "applicationVanityDomain", "clientId", "clientSecret", "setupUrl"]);

        (await PlatformCommandLine.RunBesideAsync(running, Line)).ShouldRefuse("WB2225: ");
        (await TokenAsync(running, made)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await SetPasswordAsync(running, made);
    }

    [Fact]
    public async Task With_no_server_and_nothing_in_the_directory()
    {
        var empty = Directory.CreateTempSubdirectory("wristband-setup-");
        try
        {
            var printed = await PlatformCommandLine.RunAsync(empty.FullName, Line);

            printed.ExitCode.ShouldBe(0, printed.ToString());
            Directory.GetFiles(empty.FullName, "platform.db").ShouldNotBeEmpty();
            (await PlatformCommandLine.RunAsync(empty.FullName, Line)).ShouldRefuse("WB2225: ");
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--host", "https://auth.example.com", "WB2223: ")]
    [InlineData("--host", "10.0.0.7", "WB2223: ")]
    [InlineData("--host", "example.com", "WB2223: ")]
    [InlineData("--host", "dashboard.example.com", "WB2221: ")]
    [InlineData("--application", "Dashboard", "WB2220: ")]
    [InlineData("--admin", "ann", "WB2222: ")]
    public async Task What_cannot_be_is_refused_before_anything_is_made(string option, string value, string id)
    {
        var empty = Directory.CreateTempSubdirectory("wristband-setup-");
        try
        {
            string[] line = [.. Line];
            line[Array.IndexOf(line, option) + 1] = value;

            (await PlatformCommandLine.RunAsync(empty.FullName, line)).ShouldRefuse(id);

            empty.GetFileSystemInfos().ShouldBeEmpty();
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    private static async Task<HttpResponseMessage> TokenAsync(Installation running, JsonElement made)
    {
        using var http = new HttpClient(LoopbackNetwork.Handler());
        var credentials = $"{made.GetProperty("clientId").GetString()}:{made.GetProperty("clientSecret").GetString()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, running.PlatformUrl("auth") + "/api/v1/oauth2/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task SetPasswordAsync(Installation running, JsonElement made)
    {
        var link = made.GetProperty("setupUrl").GetString()!;
        link.ShouldStartWith(running.PlatformUrl("workspace-dashboard") + "/");
        var browser = running.NewBrowser();
        var form = await browser.GetAsync(link);
        var end = await browser.SubmitAsync(form, "#confirm", new Dictionary<string, string> { ["password"] = "correct-horse-6002" });
        end.Text.ShouldContain("not connected yet");
        (await running.NewBrowser().GetAsync(link)).Document.QuerySelector("#confirm").ShouldBeNull("it works once");
    }
}
