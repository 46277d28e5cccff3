using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Email;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Tests.Http;

/// <summary>G-20, P-57: outside Development the platform refuses to start with anything that belongs to a demo.</summary>
public class ProductionStartTests
{
    private static readonly Dictionary<string, string?> Sound = new()
    {
        ["Platform:PublicOrigins:0"] = "https://*",
        ["Platform:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Platform:Smtp:Host"] = "smtp.example.com",
        ["Platform:Smtp:From"] = "no-reply@example.com",
    };

    [Theory]
    [InlineData("Platform:SeedFile", "seed.json", "WB2004")]
    [InlineData("Platform:MailboxHost", "mail.example.com", "WB2005")]
    [InlineData("Platform:PublicOrigins:0", "http://*:6002", "WB2003")]
    [InlineData("Platform:PublicOrigins:0", "example.com", "WB2002")]
    [InlineData("Platform:PublicOrigins:0", null, "WB2001")]
    [InlineData("Platform:MasterKey", null, "WB2006")]
    public async Task G20_a_demo_value_in_production_stops_the_start(string key, string? value, string id)
    {
        var settings = new Dictionary<string, string?>(Sound) { [key] = value };
        if (value is null) settings.Remove(key);

        var problem = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(settings));

        problem.Message.ShouldContain(id);
    }

    public static TheoryData<string> WeakKeys => new(
        Convert.ToBase64String(new byte[32]),
        Convert.ToBase64String(Enumerable.Repeat((byte)0xA7, 32).ToArray()),
        Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()),
        Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)(255 - i * 3)).ToArray()),
        Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)(i % 8 * 31)).ToArray()),
        Convert.ToBase64String("correct horse battery staple, 32"u8.ToArray()));

    /// <summary>X-A12: 32 bytes that nobody made at random are no key; the message says how to make one.</summary>
    [Theory]
    [MemberData(nameof(WeakKeys))]
    public async Task XA12_a_master_key_that_was_not_made_at_random_stops_the_start(string key)
    {
        var settings = new Dictionary<string, string?>(Sound) { ["Platform:MasterKey"] = key };

        var problem = await Should.ThrowAsync<RefusedStartException>(() => StartAsync(settings));

        problem.Message.ShouldStartWith("WB2036: ");
        problem.Message.ShouldContain("openssl rand");
    }

    /// <summary>X-D37: every setting may come from a file of its own, and with it every secret.</summary>
    [Fact]
    public async Task XD37_secrets_come_from_files()
    {
        var secrets = Directory.CreateTempSubdirectory("wristband-secrets-");
        var files = new Dictionary<string, string>
        {
            ["Platform__MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n",
            ["Platform__Smtp__Password"] = "from a file\n",
            ["ConnectionStrings__Platform"] = $"Data Source={Path.Combine(secrets.FullName, "elsewhere.db")}\n",
        };
        foreach (var (name, content) in files) await File.WriteAllTextAsync(Path.Combine(secrets.FullName, name), content);
        var settings = new Dictionary<string, string?>(Sound) { ["Platform:SecretsDirectory"] = secrets.FullName };
        settings.Remove("Platform:MasterKey");

        await StartAsync(settings, app => app.Services.GetRequiredService<IOptions<SmtpOptions>>().Value.Password.ShouldBe("from a file"));

        File.Exists(Path.Combine(secrets.FullName, "elsewhere.db")).ShouldBeTrue();
        secrets.Delete(recursive: true);
    }

    /// <summary>What is registered depends on settings, such as the engine that a connection string means.</summary>
    [Fact]
    public async Task XD37_secrets_are_read_before_anything_asks_for_a_setting()
    {
        var secrets = Directory.CreateTempSubdirectory("wristband-secrets-");
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "ConnectionStrings__Platform"), "Data Source=:memory:\n");
        string? seen = null;

        await using var app = Program.Build(["--environment", "Development", "--Platform:SecretsDirectory", secrets.FullName], builder =>
        {
            seen = builder.Configuration.GetConnectionString("Platform");
            builder.Configuration["Platform:PublicOrigins:0"] = "https://*";
            builder.WebHost.UseTestServer();
        });

        seen.ShouldBe("Data Source=:memory:");
        secrets.Delete(recursive: true);
    }

    [Fact]
    public async Task XD37_a_directory_of_secrets_that_is_not_there_stops_the_start()
    {
        var settings = new Dictionary<string, string?>(Sound) { ["Platform:SecretsDirectory"] = "/nowhere" };

        (await Should.ThrowAsync<RefusedStartException>(() => StartAsync(settings))).Message.ShouldStartWith("WB2035: ");
    }

    [Fact]
    public Task G20_sound_settings_start() => StartAsync(Sound);

    private static async Task StartAsync(Dictionary<string, string?> settings, Action<WebApplication>? check = null)
    {
        var data = Directory.CreateTempSubdirectory("wristband-production-");
        try
        {
            await using var app = Program.Build(["--environment", "Production"], builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Configuration.AddInMemoryCollection(settings);
                builder.Configuration["Platform:DataDirectory"] = data.FullName;
            });
            await app.Services.MigrateAsync(TestContext.Current.CancellationToken);
            await app.StartAsync(TestContext.Current.CancellationToken);
            check?.Invoke(app);
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            data.Delete(recursive: true);
        }
    }
}
