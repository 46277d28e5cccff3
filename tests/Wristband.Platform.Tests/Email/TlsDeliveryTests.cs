using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using Wristband.Platform.Email;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Email;

/// <summary>Mail over TLS, to a real SMTP server: both ways to it, and no mail to one that cannot prove its name.</summary>
public sealed class TlsDeliveryTests : IDisposable
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("wristband-mail-");
    private readonly X509Certificate2 _authority = Authority("Mail authority");

    public void Dispose()
    {
        _authority.Dispose();
        _files.Delete(recursive: true);
    }

    [Theory]
    [InlineData("StartTls")]
    [InlineData("Tls")]
    public async Task Mail_travels_encrypted_to_the_server_that_was_named(string security)
    {
        using var certificate = Certificate(_authority, "localhost");

        var (received, attempts, _) = await SendAsync(security, certificate);

        received.ShouldBe(1);
        attempts.ShouldBe(1);
    }

    [Theory]
    [InlineData("StartTls", "another authority")]
    [InlineData("Tls", "another authority")]
    [InlineData("StartTls", "another name")]
    [InlineData("Tls", "another name")]
    [InlineData("StartTls", "expired")]
    [InlineData("Tls", "expired")]
    public async Task A_wrong_certificate_gets_no_mail(string security, string fault)
    {
        using var stranger = Authority("Somebody else");
        using var certificate = fault switch
        {
            "another authority" => Certificate(stranger, "localhost"),
            "another name" => Certificate(_authority, "mail.evil.example"),
            _ => Certificate(_authority, "localhost", isExpired: true),
        };

        var (received, attempts, isWaiting) = await SendAsync(security, certificate);

        received.ShouldBe(0);
        attempts.ShouldBe(1);
        isWaiting.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_does_not_offer_StartTls_gets_no_mail()
    {
        var (received, attempts, isWaiting) = await SendAsync("StartTls", certificate: null);

        received.ShouldBe(0);
        attempts.ShouldBe(1);
        isWaiting.ShouldBeTrue();
    }

    private async Task<(int Received, int Attempts, bool IsWaiting)> SendAsync(string security, X509Certificate2? certificate)
    {
        var authorityFile = Path.Combine(_files.FullName, "authority.pem");
        await File.WriteAllTextAsync(authorityFile, _authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var port = LoopbackNetwork.FreePort();
        var inbox = new Inbox();
        using var stop = new CancellationTokenSource();
        var serving = Serve(port, security == "Tls", certificate, inbox).StartAsync(stop.Token);
        await using var platform = await PlatformHost.StartAsync(new Dictionary<string, string?>
        {
            ["Platform:Smtp:Host"] = "localhost",
            ["Platform:Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Platform:Smtp:Security"] = security,
            ["Platform:Smtp:From"] = "no-reply@wristband.example",
            ["Platform:Smtp:CertificateAuthorityFile"] = authorityFile,
        }, DeliveryTests.WithoutBackgroundDelivery);
        var user = await DeliveryTests.AskForResetAsync(platform);

        await platform.Services.GetRequiredService<MailDelivery>().DeliverDueAsync(TestContext.Current.CancellationToken);

        await stop.CancelAsync();
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
        var row = await platform.ReadAsync(user.Tenant.Application.Id, db => db.OutboxMails.SingleAsync());
        return (inbox.Count, row.Attempts, row is { SentAt: null, AbandonedAt: null, ProtectedBody.Length: > 0 });
    }

    private static SmtpServer.SmtpServer Serve(int port, bool isSecure, X509Certificate2? certificate, Inbox inbox)
    {
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)).IsSecure(isSecure);
            if (certificate is not null) endpoint.Certificate(certificate);
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(inbox);
        return new SmtpServer.SmtpServer(options, services);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddYears(-2), now.AddYears(1));
    }

    private static X509Certificate2 Certificate(X509Certificate2 authority, string host, bool isExpired = false)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var signed =
            request.Create(authority, now.AddYears(-1), isExpired ? now.AddDays(-1) : now.AddDays(30), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>What the server keeps: only how many came.</summary>
    private sealed class Inbox : MessageStore
    {
        private int _count;

        public int Count => _count;

        public override Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, System.Buffers.ReadOnlySequence<byte> buffer,
                CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return Task.FromResult(SmtpResponse.Ok);
        }
    }
}
