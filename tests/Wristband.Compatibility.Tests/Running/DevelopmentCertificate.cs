using System.Security.Cryptography.X509Certificates;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Running;

/// <summary>The ASP.NET Core development certificate as a file, the way docs/official-sdks.md tells people to export it.</summary>
internal sealed class DevelopmentCertificate
{
    private DevelopmentCertificate(string file) => (File, Certificate) = (file, X509CertificateLoader.LoadCertificateFromFile(file));

    public string File { get; }

    public X509Certificate2 Certificate { get; }

    public static async Task<DevelopmentCertificate> ExportAsync(string folder)
    {
        var file = Path.Combine(folder, "dev.pem");
        await ChildProcess.RunAsync(
            new Launch("dotnet", ["dev-certs", "https", "--export-path", file, "--format", "PEM", "--no-password"], Repository.Root));
        return new DevelopmentCertificate(file);
    }
}
