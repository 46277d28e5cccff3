using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Security;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Applications;

public class SeedTests
{
    [Fact]
    public async Task The_development_seed_makes_two_tenants_with_an_owner_and_a_viewer_each_and_one_person_in_both()
    {
        await using var seeded = await SeededPlatform.StartAsync();
        await using var unit = seeded.Unit();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var application = await database.Applications.SingleAsync();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterApplication(application.Id);

        var people = await (
            from user in database.Users
            join tenant in database.Tenants on user.TenantId equals tenant.Id
            join granted in database.UserRoles on new { user.TenantId, UserId = user.Id } equals new { granted.TenantId, granted.UserId }
            join role in database.Roles on granted.RoleId equals role.Id
            orderby tenant.Name, user.CanonicalEmail
            select $"{tenant.Name} {user.Email} {role.Name}").ToListAsync();

        people.ShouldBe(
        [
            "acme both@example.com app:demo:viewer",
            "acme owner@acme.example app:demo:owner",
            "acme viewer@acme.example app:demo:viewer",
            "globex both@example.com app:demo:owner",
            "globex owner@globex.example app:demo:owner",
            "globex viewer@globex.example app:demo:viewer",
        ]);
    }

    [Fact]
    public async Task Applying_the_seed_again_changes_nothing_and_keeps_the_secret()
    {
        await using var seeded = await SeededPlatform.StartAsync();
        var before = await File.ReadAllTextAsync(seeded.DemoEnv);

        await seeded.Platform.Services.ApplySeedAsync();

        (await File.ReadAllTextAsync(seeded.DemoEnv)).ShouldBe(before);
        await using var unit = seeded.Unit();
        (await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Tenants.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task The_env_file_is_private_and_holds_the_three_values_of_the_client()
    {
        await using var seeded = await SeededPlatform.StartAsync();

        var values = EnvFile.Read(seeded.DemoEnv);

        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(seeded.DemoEnv).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var unit = seeded.Unit();
        var client = await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().OAuthClients.SingleAsync();
        values["APPLICATION_VANITY_DOMAIN"].ShouldBe("http://demo.dev.localhost:6002");
        values["CLIENT_ID"].ShouldBe(client.Id);
        SecretToken.Matches(values["CLIENT_SECRET"], client.SecretHashes).ShouldBeTrue();
    }

    [Fact]
    public async Task XF6_the_env_file_names_the_host_for_official_sdks_beside_its_own()
    {
        await using var seeded = await SeededPlatform.StartAsync();

        (await File.ReadAllLinesAsync(seeded.DemoEnv)).ShouldContain("# APPLICATION_VANITY_DOMAIN=demo.dev.localhost:6443");
    }

    [Fact]
    public async Task A_lost_env_file_is_written_again_with_a_new_secret_beside_the_old_one()
    {
        await using var seeded = await SeededPlatform.StartAsync();
        File.Delete(seeded.DemoEnv);

        await seeded.Platform.Services.ApplySeedAsync();

        await using var unit = seeded.Unit();
        var client = await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().OAuthClients.SingleAsync();
        client.SecretHashes.Count.ShouldBe(2);
        File.Exists(seeded.DemoEnv).ShouldBeTrue();
    }

    [Fact]
    public void A_seed_with_a_typing_error_says_which_file_and_what()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """{ "applications": [], "tennants": [] }""");

        var problem = Should.Throw<InvalidOperationException>(() => SeedFile.Read(file));

        problem.Message.ShouldStartWith("WB2011");
        problem.Message.ShouldContain("tennants");
    }

    /// <summary>X-A16: an application may answer every address alike.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task XA16_discovery_by_mail_only_is_a_setting_of_the_application(bool byMailOnly)
    {
        await using var seeded = await SeededPlatform.StartAsync();
        await using var unit = seeded.Unit();
        var declared = new SeedApplication(
            "quiet", "Quiet", "quiet.dev.localhost", "http://localhost:6001/login", [], [], [], [], DiscoveryByMailOnly: byMailOnly);

        await unit.ServiceProvider.GetRequiredService<Seed>()
            .ApplyAsync(new SeedFile([declared]), TestContext.Current.CancellationToken);

        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        (await database.Applications.SingleAsync(a => a.Name == "quiet")).DiscoveryByMailOnly.ShouldBe(byMailOnly);
    }

    /// <summary>X-F5: what the metadata at the application's own host names works.</summary>
    [Fact]
    public async Task XF5_sign_ins_of_the_demo_may_begin_at_the_applications_host()
    {
        await using var seeded = await SeededPlatform.StartAsync();
        await using var unit = seeded.Unit();

        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        (await database.Applications.SingleAsync()).AuthorizationRequestsEnabled.ShouldBeTrue();
    }

    /// <summary>X-F2, X-F4: what other people's clients need can be declared.</summary>
    [Fact]
    public async Task XF2_XF4_origins_and_a_client_without_pkce_can_be_declared()
    {
        await using var platform = await PlatformHost.StartAsync();

        await ApplyAsync(platform, Declared("\"http://localhost:5173\", \"https://app.example\""));

        await using var unit = platform.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        (await database.Applications.SingleAsync()).AllowedOrigins.ShouldBe(["http://localhost:5173", "https://app.example"]);
        (await database.OAuthClients.SingleAsync()).RequireProofKey.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"https://app.example/\"")]
    [InlineData("\"https://app.example/path\"")]
    [InlineData("\"https://app.example:443\"")]
    [InlineData("\"https://APP.example\"")]
    [InlineData("\"https://user@app.example\"")]
    [InlineData("\"http://app.example\"")]
    [InlineData("\"app.example\"")]
    [InlineData("\"*\"")]
    [InlineData("\"null\"")]
    [InlineData("\"https://a\",\"https://b\",\"https://c\",\"https://d\",\"https://e\",\"https://f\"")]
    public async Task XF2_an_origin_that_no_browser_sends_is_refused(string origins)
    {
        await using var platform = await PlatformHost.StartAsync();

        var problem = await Should.ThrowAsync<InvalidOperationException>(() => ApplyAsync(platform, Declared(origins)));

        problem.Message.ShouldStartWith("WB2132");
    }

    [Theory]
    [InlineData(null, "RS256")]
    [InlineData("RS256", "RS256")]
    [InlineData("ES256", "ES256")]
    public async Task An_application_declares_how_its_tokens_are_signed(string? declared, string stored)
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var unit = platform.Services.CreateAsyncScope();

        await unit.ServiceProvider.GetRequiredService<Seed>().ApplyAsync(Signing(declared), TestContext.Current.CancellationToken);

        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        (await database.Applications.SingleAsync()).SigningAlgorithm.ToString().ShouldBe(stored);
    }

    [Theory]
    [InlineData("")]
    [InlineData("es256")]
    [InlineData("ES384")]
    [InlineData("HS256")]
    [InlineData("none")]
    [InlineData("1")]
    public async Task A_signing_algorithm_that_is_not_offered_is_refused(string declared)
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var unit = platform.Services.CreateAsyncScope();
        var seed = unit.ServiceProvider.GetRequiredService<Seed>();

        var problem = await Should.ThrowAsync<InvalidOperationException>(() =>
            seed.ApplyAsync(Signing(declared), TestContext.Current.CancellationToken));

        problem.Message.ShouldStartWith("WB2180");
    }

    private static SeedFile Signing(string? algorithm) => new(
    [
        new SeedApplication(
            "signing", "Signing", "signing.dev.localhost", "http://localhost:6001/login", [], [], [], [], SigningAlgorithm: algorithm),
    ]);

    /// <summary>X-E2: the error page sends a developer to the seed file, and what is written there counts at the next start.</summary>
    [Fact]
    public async Task XE2_an_address_that_was_added_to_the_seed_later_is_registered_at_the_next_start()
    {
        await using var platform = await PlatformHost.StartAsync();
        var first = Declared("")
            .Replace("\"redirectUris\": []", "\"redirectUris\": [ \"http://localhost:6001/a\" ]", StringComparison.Ordinal);
        await ApplyAsync(platform, first);

        var more = first.Replace("6001/a\"", "6001/a\", \"http://localhost:5005/b\"", StringComparison.Ordinal)
            .Replace("\"logoutUrls\": []", "\"logoutUrls\": [ \"http://localhost:5005\" ]", StringComparison.Ordinal);
        await ApplyAsync(platform, more);
        await ApplyAsync(platform, first);

        await using var unit = platform.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        (await database.OAuthClients.SingleAsync()).RedirectUris
            .ShouldBe(["http://localhost:6001/a", "http://localhost:5005/b"], "added, and not removed when it is declared no longer");
        (await database.Applications.SingleAsync()).LogoutUrls.ShouldBe(["http://localhost:5005"]);
    }

    private static string Declared(string origins) => $$"""
        {
          "applications": [ {
            "name": "other", "displayName": "Other", "hostName": "other.dev.localhost",
            "loginUrl": "http://localhost:5173/", "logoutUrls": [],
            "allowedOrigins": [ {{origins}} ], "roles": [], "tenants": [],
            "clients": [ { "name": "old", "type": "BACKEND_SERVER", "redirectUris": [], "requireProofKey": false } ]
          } ]
        }
        """;

    private static async Task ApplyAsync(PlatformHost platform, string seed)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, seed);
        await using var unit = platform.Services.CreateAsyncScope();
        await unit.ServiceProvider.GetRequiredService<Seed>().ApplyAsync(SeedFile.Read(file), CancellationToken.None);
    }

    private sealed record SeededPlatform(PlatformHost Platform, DirectoryInfo Data) : IAsyncDisposable
    {
        public string DemoEnv => Path.Combine(Data.FullName, "demo.env");

        public static async Task<SeededPlatform> StartAsync()
        {
            var data = Directory.CreateTempSubdirectory("wristband-seed-");
            var platform = await PlatformHost.StartAsync(new Dictionary<string, string?>
            {
                ["Platform:DataDirectory"] = data.FullName,
                ["Platform:SeedFile"] = "seed.json",
            });
            await platform.Services.ApplySeedAsync();
            return new SeededPlatform(platform, data);
        }

        public AsyncServiceScope Unit() => Platform.Services.CreateAsyncScope();

        public async ValueTask DisposeAsync()
        {
            await Platform.DisposeAsync();
            Data.Delete(recursive: true);
        }
    }
}
