using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Tests.World;
using Wristband.TestSupport;

namespace Wristband.AspNetCore.Tests.Startup;

/// <summary>The table of typical mistakes in docs/errors.md: each is made here, and says what the table promises.</summary>
public partial class TypicalMistakesTests
{
    private const string Login = SdkWorld.App + "/api/auth/login?tenant_name=acme";

    private static readonly Dictionary<string, Func<Task<string>>> Mistakes = new()
    {
        ["No `.env` and no settings"] = () => RefusedAsync("ApplicationVanityDomain", ""),
        ["The address of the platform in place of its host"] = () => RefusedAsync("ApplicationVanityDomain", "https://demo.platform.test/"),
        ["A secret pasted with its quotes"] = () => RefusedAsync("ClientSecret", $"\"{FakePlatform.ClientSecret}\""),
        ["A host with a typing mistake"] = () => UnreachableAsync(HttpRequestError.NameResolutionError),
        ["A certificate that this machine does not trust"] = () => UnreachableAsync(HttpRequestError.SecureConnectionError),
        ["The client id of another platform"] = () => AnsweredAsync("sdk-configuration", 404, "not_found"),
        ["The secret of another client"] = () => AnsweredAsync("token.code", 401, "invalid_client"),
        ["The application listens on another port than its redirect URI says"] = OnAnotherPortAsync,
        ["`UseAuthorization` before `UseAuthentication`"] = () => StartedAsync(app =>
        {
            app.UseAuthorization();
            app.UseAuthentication();
            app.MapWristband();
        }),
        ["`MapWristband` forgotten"] = () => StartedAsync(app => app.MapGet("/members", () => "").RequireWristbandSession()),
    };

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (Match row in Row().Matches(File.ReadAllText(Repository.Folder("docs/errors.md"))))
                rows.Add(row.Groups["mistake"].Value, row.Groups["said"].Value);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Each_says_what_the_table_promises(string mistake, string said) => (await Mistakes[mistake]()).ShouldContain(said);

    [Fact]
    public void All_ten_are_in_the_table() => Rows.Select(row => row.Data.Item1).ShouldBe(Mistakes.Keys);

    private static async Task<string> RefusedAsync(string setting, string value) =>
        (await Should.ThrowAsync<OptionsValidationException>(() => SdkWorld.StartAsync(s => s.Settings["Wristband:" + setting] = value)))
        .Message;

    private static async Task<string> UnreachableAsync(HttpRequestError error)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            logs = s.Logs;
            s.After = b => b.Services.AddHttpClient(WristbandDefaults.BackchannelName)
                .ConfigurePrimaryHttpMessageHandler(() => new Away(new HttpRequestException(error)));
        });
        await world.Browser.GetOnceAsync(Login);
        return Said(logs);
    }

    private static async Task<string> AnsweredAsync(string endpoint, int status, string error)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        world.Platform.Answers[endpoint] = context => FakePlatform.RefuseAsync(context, status, error);
        await world.Browser.GetAsync(Login);
        return Said(logs);
    }

    private static Task<string> OnAnotherPortAsync() => StartedAsync(app => app.MapWristband(), options =>
    {
        options.AutoConfigure = false;
        options.RedirectUri = "http://localhost:1/api/auth/callback";
        options.LoginUrl = "http://localhost:1/api/auth/login";
    });

    private static async Task<string> StartedAsync(Action<WebApplication> map, Action<WristbandOptions>? configure = null)
    {
        var logs = new CollectedLogs();
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = SdkWorldSetup.Empty.FullName, EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(new SdkWorldSetup().Settings);
        builder.AddWristband(configure ?? (_ => { }));
        await using var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
        return Said(logs);
    }

    private static string Said(CollectedLogs logs) => string.Join('\n', logs.Lines.Select(line => line.Text));

    [GeneratedRegex(@"^\| (?<mistake>[^|]+) \| “(?<said>[^”]+)” \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
