using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>
/// The ASP.NET Core development certificate, which covers localhost and every name below dev.localhost, as a file and with its
/// key.
/// </summary>
internal sealed record DevelopmentCertificate(string File, X509Certificate2 Certificate)
{
    public static async Task<DevelopmentCertificate> ExportAsync(string folder)
    {
        var file = Path.Combine(folder, "dev.pem");
        using var tool = Process.Start(
            new ProcessStartInfo(
                "dotnet", ["dev-certs", "https", "--export-path", file, "--format", "PEM",
                    "--no-password"])
            { RedirectStandardOutput = true })!;
        await tool.WaitForExitAsync();
        return new DevelopmentCertificate(file, X509Certificate2.CreateFromPemFile(file, Path.ChangeExtension(file, ".key")));
    }
}
