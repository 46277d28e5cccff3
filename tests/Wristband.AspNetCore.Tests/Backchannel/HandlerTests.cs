using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tests.Backchannel;

/// <summary>The real handler behind the back channel; B0, S-91.</summary>
public class HandlerTests
{
    [Fact]
    public void It_is_bounded_keeps_nothing_and_follows_nothing()
    {
        var handler = Innermost();

        handler.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(3));
        handler.PooledConnectionLifetime.ShouldBe(TimeSpan.FromMinutes(5));
        handler.AllowAutoRedirect.ShouldBeFalse();
        handler.UseCookies.ShouldBeFalse();
        handler.AutomaticDecompression.ShouldBe(DecompressionMethods.None);
        handler.Credentials.ShouldBeNull();
        handler.DefaultProxyCredentials.ShouldBeNull();
        handler.SslOptions.RemoteCertificateValidationCallback.ShouldBeNull();
    }

    // RFC 6761 6.3: also where the resolver does not know these names
    [Fact]
    public async Task Names_below_localhost_are_this_machine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new HttpMessageInvoker(Innermost());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://acme-demo.dev.localhost:{port}/");

        // It is awaited below, before anything is disposed.
#pragma warning disable CA2025
        var answer = client.SendAsync(request, CancellationToken.None);
#pragma warning restore CA2025
        using var connection = await listener.AcceptTcpClientAsync();
        await connection.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());

        (await answer).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("http://demo.dev.localhost:6002/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://[::1]/", true)]
    public void No_proxy_is_asked_for_this_machine(string url, bool bypassed)
    {
        var proxy = new LoopbackProxy();

        proxy.IsBypassed(new Uri(url)).ShouldBe(bypassed);
        proxy.GetProxy(new Uri(url)).ShouldBeNull();
    }

    // S-92: whoever registered first, the application's own handler wins
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void XD20_an_applications_own_handler_takes_its_place_and_may_dial_elsewhere(bool before)
    {
        using var own = new SocketsHttpHandler();
        var services = new ServiceCollection();
        void Own() => services.AddHttpClient(WristbandDefaults.BackchannelName).ConfigurePrimaryHttpMessageHandler(() => own);
        if (before) Own();
        services.AddWristband();
        if (!before) Own();

        Innermost(services).ShouldBeSameAs(own);
    }

    private static SocketsHttpHandler Innermost(IServiceCollection? services = null)
    {
        if (services is null) (services = new ServiceCollection()).AddWristband();
        HttpMessageHandler handler = services.BuildServiceProvider().GetRequiredService<IHttpMessageHandlerFactory>()
            .CreateHandler(WristbandDefaults.BackchannelName);
        while (handler is DelegatingHandler { InnerHandler: { } inner }) handler = inner;
        return handler.ShouldBeOfType<SocketsHttpHandler>();
    }
}
