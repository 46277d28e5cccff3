using System.Security.Cryptography.X509Certificates;
using Wristband.TestSupport.Servers;

namespace Wristband.TestSupport;

/// <summary>
/// The ASP.NET Core development certificate, which covers localhost and every name below dev.localhost, with its key, as the file
/// that docs/official-sdks.md tells people to export.
/// </summary>
internal sealed record DevelopmentCertificate(string File, X509Certificate2 Certificate)
{
    /// <summary>Where its key is, beside it.</summary>
    public string KeyFile => Path.ChangeExtension(File, ".key");

    public static async Task<DevelopmentCertificate> ExportAsync(string folder)
    {
        var file = Path.Combine(folder, "dev.pem");
        await LocalProcess.RunAsync("dotnet", "dev-certs", "https", "--export-path", file, "--format", "PEM", "--no-password");
        return new DevelopmentCertificate(file, X509Certificate2.CreateFromPemFile(file, Path.ChangeExtension(file, ".key")));
    }
}
