using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Soak;

/// <summary>
/// One application as several processes would run it: nothing in common but the secrets of their cookies, behind a proxy that
/// gives each request to the next one. Signed in at a real platform.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const string Url = "http://localhost:6001";
    private readonly List<WebApplication> _replicas = [];
    private readonly ConcurrentDictionary<int, int> _refreshes = new();

    private Fleet(PlatformHost platform) => Platform = platform;

    public PlatformHost Platform { get; }

    public Browser Browser { get; private set; } = null!;

    /// <summary>How often each replica asked the platform for new tokens.</summary>
    public IReadOnlyList<int> Refreshes => [.. _replicas.Select((_, index) => _refreshes.GetValueOrDefault(index))];

    /// <summary>What belongs to one replica: its own way in, past the proxy.</summary>
    public HttpMessageHandler Replica(int index) => _replicas[index].GetTestServer().CreateHandler();

    public static async Task<Fleet> StartAsync(int replicas)
    {
        var fleet = new Fleet(await PlatformHost.StartAsync());
        var application = await fleet.Platform.ApplicationAsync();
        var secret = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(48));
        for (var i = 0; i < replicas; i++) fleet._replicas.Add(await fleet.StartReplicaAsync(i, application, secret));
        var network = new Internet()
            .HostsBelow(PlatformHost.BaseDomain, fleet.Platform.Handler)
            .Host("localhost", new RoundRobin([.. fleet._replicas.Select(r => r.GetTestServer().CreateHandler())]));
        fleet.Browser = new Browser(network, fleet.Platform.Time);
        fleet.User = await fleet.Platform.UserAsync(await fleet.Platform.TenantAsync(application));
        return fleet;
    }

    public SomeUser User { get; private set; } = null!;

    public async Task SignInAsync()
    {
        await Platform.SignInAsync(Browser, User);
        var page = await Browser.GetAsync($"{Url}/api/auth/login?tenant_name={User.Tenant.Name}");
        page.Body.ShouldBe(User.Id);
    }

    private async Task<WebApplication> StartReplicaAsync(int index, SomeApplication application, string secret)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = "Development", Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Wristband:ApplicationVanityDomain"] = application.Base,
            ["Wristband:ClientId"] = application.ClientId,
            ["Wristband:ClientSecret"] = application.ClientSecret,
            ["Wristband:SessionSecrets:0"] = secret,
        });
        builder.Services.AddSingleton<TimeProvider>(Platform.Time);
        builder.AddWristband();
        builder.Services.AddHttpClient(WristbandDefaults.BackchannelName).ConfigurePrimaryHttpMessageHandler(
            () => new CountRefreshes(() => _refreshes.AddOrUpdate(index, 1, (_, n) => n + 1)) { InnerHandler = Platform.Handler });
        var app = builder.Build();
        app.MapWristband();
        app.MapGet("/", (System.Security.Claims.ClaimsPrincipal user) => user.GetUserId() ?? "nobody");
        await app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas) await replica.DisposeAsync();
        await Platform.DisposeAsync();
    }

    private sealed class RoundRobin(IReadOnlyList<HttpMessageHandler> replicas) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker[] _invokers = [.. replicas.Select(r => new HttpMessageInvoker(r))];
        private int _turn;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _invokers[(uint)Interlocked.Increment(ref _turn) % _invokers.Length].SendAsync(request, cancellationToken);
    }

    private sealed class CountRefreshes(Action count) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null
                && (await request.Content.ReadAsStringAsync(cancellationToken))
                    .Contains("grant_type=refresh_token", StringComparison.Ordinal)) count();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
