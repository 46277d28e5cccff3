using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace Wristband.Platform.Http;

/// <summary>
/// In Development the platform listens on the loopback ports of its public origins, https with the ASP.NET Core development
/// certificate, which covers every {tenant}-{app}.dev.localhost. Outside Development Kestrel's own configuration decides.
/// </summary>
internal static partial class DevelopmentListeners
{
    /// <summary>Marks the development certificate among the user's certificates; the SDK's own tools look for it too.</summary>
    private const string CertificateOid = "1.3.6.1.4.1.311.84.1.1";
    private static readonly TimeSpan PatienceWithTool = TimeSpan.FromSeconds(20);

    public static WebApplicationBuilder AddDevelopmentListeners(this WebApplicationBuilder builder)
    {
        var configuredElsewhere = builder.Configuration["urls"] is not null
            || builder.Configuration["http_ports"] is not null
            || builder.Configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!builder.Environment.IsDevelopment() || configuredElsewhere) return builder;
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            var settings = context.Configuration.GetSection(PlatformOptions.Section).Get<PlatformOptions>() ?? new PlatformOptions();
            foreach (var origin in settings.Origins())
            {
                if (!origin.IsHttps) kestrel.ListenLocalhost(origin.Port);
                else if ((FindCertificate() ?? MakeCertificate()) is { } certificate)
                    kestrel.ListenLocalhost(origin.Port, listen => listen.UseHttps(certificate));
                else Log.NoCertificate(
                    kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Wristband.Platform"), origin.Port);
            }
        });
        return builder;
    }

    private static X509Certificate2? FindCertificate()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates
            .Find(X509FindType.FindByExtension, CertificateOid, validOnly: false)
            .Find(X509FindType.FindByTimeValid, TimeProvider.System.GetLocalNow().DateTime, validOnly: false)
            .Where(certificate => certificate.HasPrivateKey)
            .OrderByDescending(certificate => certificate.NotAfter)
            .FirstOrDefault();
    }

    private static X509Certificate2? MakeCertificate()
    {
        try
        {
            using var tool = Process.Start(
                new ProcessStartInfo("dotnet", "dev-certs https") { RedirectStandardOutput = true, RedirectStandardError = true });
            return tool is not null && tool.WaitForExit(PatienceWithTool) && tool.ExitCode == 0 ? FindCertificate() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2040, LogLevel.Warning,
            "Not listening on https port {Port}: there is no development certificate. Run 'dotnet dev-certs https' and start again.")]
        public static partial void NoCertificate(ILogger logger, int port);
    }
}
