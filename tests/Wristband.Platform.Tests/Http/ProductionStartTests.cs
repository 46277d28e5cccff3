using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Wristband.Platform.Tests.Http;

/// <summary>G-20, P-57: outside Development the platform refuses to start with anything that belongs to a demo.</summary>
public class ProductionStartTests
{
    private static readonly Dictionary<string, string?> Sound = new()
    {
        ["Platform:PublicOrigins:0"] = "https://*",
        ["Platform:MasterKey"] = Convert.ToBase64String(new byte[32]),
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

    [Fact]
    public Task G20_sound_settings_start() => StartAsync(Sound);

    private static async Task StartAsync(Dictionary<string, string?> settings)
    {
        var data = Directory.CreateTempSubdirectory("wristband-production-");
        await using var app = Program.Build(["--environment", "Production"], builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Configuration["Platform:DataDirectory"] = data.FullName;
        });
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
