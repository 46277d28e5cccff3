using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Wristband.Platform.Security;
using Wristband.Platform.Startup;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.Redis;

/// <summary>G-12: what ConnectionStrings:Redis says is never repeated.</summary>
public sealed partial class RedisSecretsTests : IAsyncLifetime
{
    private const string Password = "a-password-that-is-marked";
    private const string Patience = "connectTimeout=20000,asyncTimeout=20000";
    private readonly RedisServer _redis = new(Password);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task G12_the_password_is_in_no_log_whatever_happens_to_the_connection()
    {
        await using var platform = await StartAsync($"{await _redis.AddressAsync()},password={Password},{Patience}");
        await TakeAsync(platform);
        platform.Count("RedisLost").ShouldBe(0);

        await _redis.KillAsync();
        await TakeAsync(platform);

        await platform.SaidAsync("RedisLost");
        Everything(platform).ShouldContain("WB2241");
        Everything(platform).ShouldNotContain(Password);
    }

    [Fact]
    public async Task G12_a_wrong_password_is_named_and_not_shown()
    {
        await using var platform = await StartAsync($"{await _redis.AddressAsync()},password=another-{Password},connectTimeout=5000");

        await TakeAsync(platform);

        (await platform.SaidAsync("RedisLost")).ShouldStartWith("WB2241: Redis does not answer (AuthenticationFailure)");
        Everything(platform).ShouldNotContain(Password);
    }

    [Fact]
    public async Task The_rights_that_the_documents_name_are_enough()
    {
        var document = await File.ReadAllTextAsync(
            Repository.Folder("docs/self-hosting.md"), TestContext.Current.CancellationToken);
        var command = Command().Match(document).Groups["command"].Value.Replace("PASSWORD", Password, StringComparison.Ordinal);
        await using var operators = await ConnectionMultiplexer.ConnectAsync(
            $"{await _redis.AddressAsync()},password={Password},allowAdmin=true");
        await operators.GetServers().Single().ExecuteAsync("ACL", command.Split(' '));

        await using var platform = await StartAsync(
            $"{await _redis.AddressAsync()},user=platform,password={Password},{Patience}");
        await TakeAsync(platform);
        await platform.Services.GetRequiredService<RateLimits>().GiveBackAsync(Limit.LoginPerNetwork, "somebody");

        platform.Count("RedisLost").ShouldBe(0);
    }

    [Fact]
    public async Task A_user_without_them_is_told()
    {
        await using var operators = await ConnectionMultiplexer.ConnectAsync(
            $"{await _redis.AddressAsync()},password={Password},allowAdmin=true");
        await operators.GetServers().Single().ExecuteAsync(
            "ACL", ["SETUSER", "reader", "on", ">" + Password, "~*", "+@connection", "+info", "+get"]);

        await using var platform = await StartAsync($"{await _redis.AddressAsync()},user=reader,password={Password},connectTimeout=5000");

        (await platform.SaidAsync("RedisLost")).ShouldStartWith("WB2241: Redis does not answer (NOPERM)");
    }

    [Theory]
    [InlineData("redis://app:" + Password + "@redis.internal:6379")]
    [InlineData("redis.internal:6379,passwrod=" + Password)]
    [InlineData("redis.internal:6379,password=" + Password + ",ssl=perhaps")]
    [InlineData("password=" + Password)]
    public async Task G12_what_cannot_be_read_stops_the_start_and_is_not_shown(string text)
    {
        var refused = await Should.ThrowAsync<RefusedStartException>(() => StartAsync(text));

        refused.ToString().ShouldContain("WB2240");
        refused.ToString().ShouldNotContain(Password);
    }

    [GeneratedRegex("`ACL (?<command>SETUSER [^`]+)`")]
    private static partial Regex Command();

    private static Task<PlatformHost> StartAsync(string redis) => PlatformHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["ConnectionStrings:Redis"] = redis,
            ["Logging:LogLevel:Default"] = "Trace",
        },
        builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddFakeLogging();
        });

    private static async Task TakeAsync(PlatformHost platform) =>
        (await platform.Services.GetRequiredService<RateLimits>().TakeAsync(Limit.LoginPerNetwork, "somebody")).ShouldBeNull();

    private static string Everything(PlatformHost platform) => string.Join('\n', platform.Log().GetSnapshot()
        .Select(r => $"{r.Category} {r.Message} {string.Join(' ', r.StructuredState ?? [])} {r.Exception}"));
}
