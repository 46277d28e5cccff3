using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Testing.StandIn;
using Wristband.AspNetCore.Testing.Visitor;

namespace Wristband.AspNetCore.Testing;

/// <summary>Puts an application under test on a platform in memory, and makes clients that are signed in to it.</summary>
public static class WristbandTestingExtensions
{
    /// <summary>
    /// Connects the application to a platform in memory: supplies the three required settings and answers the SDK's server-to-server
    /// calls. Nothing of the SDK is replaced.
    /// </summary>
    /// <param name="builder">The application's host, as <c>ConfigureWebHost</c> of a factory gets it.</param>
    /// <param name="platform">The platform; null makes one.</param>
    public static IWebHostBuilder UseWristbandTesting(this IWebHostBuilder builder, WristbandTestPlatform? platform = null) =>
        Connection.Add(builder, platform ?? new WristbandTestPlatform());

    /// <summary>A factory of the same application, connected to a platform in memory.</summary>
    /// <typeparam name="TEntryPoint">A type of the application, usually <c>Program</c>.</typeparam>
    /// <param name="factory">The application's factory.</param>
    /// <param name="platform">The platform; null makes one.</param>
    public static WebApplicationFactory<TEntryPoint> WithWristband<TEntryPoint>(
        this WebApplicationFactory<TEntryPoint> factory, WristbandTestPlatform? platform = null) where TEntryPoint : class =>
        factory.WithWebHostBuilder(builder => builder.UseWristbandTesting(platform));

    /// <summary>
    /// A client that is signed in as this user: it has gone through the application's own login and callback, keeps the session's
    /// cookies by the application's clock, and sends the CSRF token with unsafe requests.
    /// </summary>
    /// <remarks>
    /// Requests look like a script's of the application; one that accepts <c>text/html</c> looks like a navigation. Headers that a
    /// request has already are left alone. The cookies are of this client only: two clients are two browsers.
    /// </remarks>
    /// <typeparam name="TEntryPoint">A type of the application.</typeparam>
    /// <param name="factory">A factory with <see cref="WithWristband"/> or <see cref="UseWristbandTesting"/>.</param>
    /// <param name="user">Who signs in.</param>
    /// <param name="options">How the client behaves; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The login did not lead to a session; the message says where it ended.</exception>
    public static HttpClient CreateClientFor<TEntryPoint>(
        this WebApplicationFactory<TEntryPoint> factory, TestUser user, TestClientOptions? options = null) where TEntryPoint : class =>
        // On a thread of its own: a test framework may have given this one a context that has to stay free for the answer.
        Task.Run(() => factory.CreateClientForAsync(user, options)).GetAwaiter().GetResult();

    /// <inheritdoc cref="CreateClientFor"/>
    public static async Task<HttpClient> CreateClientForAsync<TEntryPoint>(
        this WebApplicationFactory<TEntryPoint> factory, TestUser user, TestClientOptions? options = null) where TEntryPoint : class
    {
        options ??= new TestClientOptions();
        var platform = PlatformOf(factory.Services, options.Configuration);
        var browser = new BrowserHandler(new CookieJar(platform.Time), options);
        var client = factory.CreateDefaultClient(platform.ApplicationFor(user), browser);
        await new SignIn(browser, platform, options.Configuration).RunAsync(user, client.BaseAddress!);
        return client;
    }

    /// <summary>
    /// An access token of this user for endpoints under <c>RequireWristbandJwt()</c>. Like the platform's own, it names no roles.
    /// </summary>
    /// <typeparam name="TEntryPoint">A type of the application.</typeparam>
    /// <param name="factory">A factory with <see cref="WithWristband"/> or <see cref="UseWristbandTesting"/>.</param>
    /// <param name="user">Whose token.</param>
    /// <param name="lifetime">From now by the application's clock; negative for a token that is over. Null for the platform's
    /// <see cref="WristbandTestPlatform.AccessTokenLifetime"/>. The SDK accepts tokens up to a minute after their end.</param>
    /// <param name="configuration">The name of the SDK's configuration whose client gets the token, for applications with several.</param>
    public static string CreateBearerFor<TEntryPoint>(
        this WebApplicationFactory<TEntryPoint> factory, TestUser user, TimeSpan? lifetime = null, string configuration = "")
        where TEntryPoint : class =>
        PlatformOf(factory.Services, configuration).Tokens.Access(user, PlatformStandIn.AllScopes, lifetime);

    /// <summary>The platform that this factory's application is connected to.</summary>
    /// <typeparam name="TEntryPoint">A type of the application.</typeparam>
    /// <param name="factory">A factory with <see cref="WithWristband"/> or <see cref="UseWristbandTesting"/>.</param>
    public static WristbandTestPlatform GetWristband<TEntryPoint>(this WebApplicationFactory<TEntryPoint> factory)
        where TEntryPoint : class =>
        factory.Services.GetKeyedServices<PlatformStandIn>(KeyedService.AnyKey).FirstOrDefault()?.Platform ?? throw NotConnected("");

    private static PlatformStandIn PlatformOf(IServiceProvider services, string configuration) =>
        services.GetKeyedService<PlatformStandIn>(configuration) ?? throw NotConnected(configuration);

    private static InvalidOperationException NotConnected(string configuration) => new(
        "This factory's application is not connected to a platform in memory. Use factory.WithWristband(), or call "
        + "builder.UseWristbandTesting() in ConfigureWebHost; and the application has to call AddWristband("
        + (configuration.Length == 0 ? "" : $"\"{configuration}\"") + ").");
}
