using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Backchannel;

/// <summary>
/// D-18: connections that fail before a word is spoken, over real sockets. Nobody is signed out, nobody learns of the inside.
/// </summary>
public sealed class BrokenConnectionTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public BrokenConnectionTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("expired certificate")]
    [InlineData("untrusted certificate")]
    [InlineData("hangs up")]
    [InlineData("refuses")]
    [InlineData("no such name")]
    public async Task A_session_outlives_it_and_a_login_says_to_try_again(string how)
    {
        var line = new Line(Break(how));
        await using var world = await SdkWorld.StartAsync(s => s.After = builder =>
            builder.Services.AddHttpClient(WristbandDefaults.BackchannelName).AddHttpMessageHandler(() => line));
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        line.IsBroken = true;

        using var outage = await WithRetryAsync(world, () => world.FetchAsync("/api/hello"));
        line.IsBroken = false;
        world.Clock.Advance(TimeSpan.FromSeconds(30));

        outage.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await outage.Content.ReadAsStringAsync();
        foreach (var inside in new[] { "Exception", "127.0.0.1", "platform.test", "ertificate", "socket" }) body.ShouldNotContain(inside);
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    [Theory]
    [InlineData("expired certificate")]
    [InlineData("refuses")]
    [InlineData("no such name")]
    public async Task A_login_answers_503_and_works_again_five_seconds_later(string how)
    {
        var line = new Line(Break(how)) { IsBroken = true };
        await using var world = await SdkWorld.StartAsync(s => s.After = builder =>
            builder.Services.AddHttpClient(WristbandDefaults.BackchannelName).AddHttpMessageHandler(() => line));

        var page = await WithRetryAsync(world, () => world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme"));
        line.IsBroken = false;
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Text.ShouldNotContain("ertificate");
        await world.SignInAsync();
    }

    /// <summary>A failed connection allows one more attempt, after a moment that only the test's clock can bring.</summary>
    private static async Task<T> WithRetryAsync<T>(SdkWorld world, Func<Task<T>> send)
    {
        var pause = world.Clock.TimerAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300));
        var answer = send();
        await Task.WhenAny(pause, answer);
        world.Clock.Advance(TimeSpan.FromMilliseconds(300));
        return await answer;
    }

    private Func<HttpMessageHandler> Break(string how)
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        switch (how)
        {
            case "no such name":
                return () =>
                    new SocketsHttpHandler { ConnectCallback = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };
            case "refuses":
                _listener.Stop();
                break;
            case "hangs up":
                _ = AnswerAsync(_ => Task.CompletedTask);
                break;
            default:
                var certificate = Certificate(expired: how.StartsWith("expired", StringComparison.Ordinal));
                _ = AnswerAsync(async client =>
                {
                    await using var tls = new SslStream(client.GetStream());
                    await tls.AuthenticateAsServerAsync(certificate);
                });
                break;
        }
        return () => new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
    }

    private async Task AnswerAsync(Func<TcpClient, Task> greet)
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await greet(client);
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The other side did not like the certificate; that is what it is for.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static X509Certificate2 Certificate(bool expired)
    {
        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(FakePlatform.Host);
        var request = new CertificateRequest("CN=" + FakePlatform.Host, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        var begin = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var made = request.CreateSelfSigned(begin, begin.AddYears(expired ? 1 : 30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The way to the platform, which a test can break.</summary>
    private sealed class Line(Func<HttpMessageHandler> broken) : DelegatingHandler
    {
        public bool IsBroken { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!IsBroken) return await base.SendAsync(request, cancellationToken);
            using var handler = new HttpMessageInvoker(broken());
            return await handler.SendAsync(request, cancellationToken);
        }
    }
}
