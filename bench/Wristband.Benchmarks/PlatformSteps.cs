using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.OAuth.Token;
using Wristband.Platform.Tenants;

namespace Wristband.Benchmarks;

/// <summary>What the platform does for each request, and for each grant.</summary>
public class PlatformSteps
{
    private const string TenantHost = "tenant-bench.dev.localhost";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wristband-benchmarks-");
    private WebApplication _app = null!;
    private HostTable _hosts = null!;
    private TokenIssuer _issuer = null!;
    private HostContext _host = null!;
    private OAuthClient _client = null!;
    private Grant _grant = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _app = Platform.Program.Build(["--environment", "Development", "--contentRoot", AppContext.BaseDirectory], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(
                new Dictionary<string, string?> { ["Platform:DataDirectory"] = _data.FullName, ["Platform:SeedFile"] = null });
        });
        await _app.Services.MigrateAsync();
        await using var scope = _app.Services.CreateAsyncScope();
        var seed = new SeedFile(
            [new SeedApplication(
                "bench", "Bench", "bench.dev.localhost", "http://localhost/login", [], [],
                [new SeedClient("web", "BACKEND_SERVER", ["http://localhost/callback"])],
                [new SeedTenant("tenant", "Tenant", [])])]);
        await scope.ServiceProvider.GetRequiredService<Seed>().ApplyAsync(seed, CancellationToken.None);

        _hosts = _app.Services.GetRequiredService<HostTable>();
        _issuer = _app.Services.GetRequiredService<TokenIssuer>();
        _client = await scope.ServiceProvider.GetRequiredService<PlatformDbContext>().OAuthClients.SingleAsync();
        var owner = (await _hosts.FindAsync(TenantHost, CancellationToken.None))!;
        _host = new HostContext(HostKind.Application, new PublicOrigin("https", 443), owner.Application, null);
        var now = TimeProvider.System.GetUtcNow();
        var person = new Person(Ids.New(), "wristband", "person@bench.example", true, "Bench", "Person", null, null, null, null, now);
        _grant = new Grant(
            owner.Tenant!.Id, owner.Tenant.Name, owner.Tenant.DisplayName, Ids.New(), owner.Application.Id, _client.Id, Ids.New(),
            "openid offline_access email profile", now, "pwd", now, true, person);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    /// <summary>From a host name to application and tenant, as every request begins.</summary>
    [Benchmark]
    public async Task<object?> HostLookup() => await _hosts.FindAsync(TenantHost, CancellationToken.None);

    /// <summary>Access and ID token of a grant: two RSA-2048 signatures.</summary>
    [Benchmark]
    public async Task<object> TokenIssue() =>
        await _issuer.ForUserAsync(_host, _client, _grant, _grant.Scope, null, "refresh", CancellationToken.None);
}
