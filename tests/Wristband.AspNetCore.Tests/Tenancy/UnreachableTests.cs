using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Tenancy;

/// <summary>When the platform cannot be asked, the log says which of the settings is the likely cause.</summary>
public class UnreachableTests
{
    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "there is no host 'demo.platform.test'")]
    [InlineData(HttpRequestError.ConnectionError, "nothing listens at 'demo.platform.test'")]
    [InlineData(HttpRequestError.SecureConnectionError, "no certificate that this machine trusts")]
    public async Task XE3_a_wrong_host_and_an_untrusted_certificate_are_told_apart(HttpRequestError error, string said)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            logs = s.Logs;
            s.After = b => b.Services.AddHttpClient(WristbandDefaults.BackchannelName)
                .ConfigurePrimaryHttpMessageHandler(() => new Away(new HttpRequestException(error)));
        });

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        logs.Lines.Single(l => l.Id.Id == 1101).Text.ShouldContain(said);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task XE3_a_client_id_that_is_unknown_there_is_named(int status)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        world.Platform.Answers["sdk-configuration"] = context => FakePlatform.RefuseAsync(context, status, "not_found");

        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme");

        logs.Lines.Single(l => l.Id.Id == 1101).Text.ShouldContain("'demo.platform.test' knows no client 'demo-client'");
    }

    [Fact]
    public async Task XE3_a_secret_of_another_client_is_named()
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        world.Platform.Answers["token.code"] = context => FakePlatform.RefuseAsync(context, 401, "invalid_client");

        await world.Browser.GetAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme");

        logs.Lines.Single(l => l.Id.Id == 1207).Text.ShouldContain("the client secret does not belong to this client id");
    }

    // The handler of the framework lets it through when a connection ends while it is being made.
    [Fact]
    public async Task S91_a_connection_that_is_gone_before_it_is_used_is_a_service_that_is_away()
    {
        await using var world = await SdkWorld.StartAsync(s => s.After = b => b.Services.AddHttpClient(WristbandDefaults.BackchannelName)
            .ConfigurePrimaryHttpMessageHandler(() => new Away(new SocketException((int)SocketError.NotConnected))));

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}
