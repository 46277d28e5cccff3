using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Wristband.AspNetCore.Testing.Tests;

/// <summary>The sample application, with what a test wants to be different.</summary>
internal static class Given
{
    public static FakeTimeProvider Clock() => new(new DateTimeOffset(2031, 1, 15, 9, 30, 0, TimeSpan.Zero));

    public static WebApplicationFactory<Program> Application(
        WristbandTestPlatform? platform = null, TimeProvider? clock = null, string? environment = null,
        params (string Key, string Value)[] settings) =>
        new WebApplicationFactory<Program>().WithWristband(platform).WithWebHostBuilder(builder =>
        {
            if (environment is not null) builder.UseEnvironment(environment);
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            if (clock is not null) builder.ConfigureTestServices(services => services.AddSingleton(clock));
        });

    public static async Task<string> AccessTokenAsync(this HttpClient client)
    {
        using var answer = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/api/auth/token"));
        return answer.RootElement.GetProperty("accessToken").GetString()!;
    }
}
