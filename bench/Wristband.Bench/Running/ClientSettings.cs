using System.Text;
using Wristband.AspNetCore.Configuration;

namespace Wristband.Bench.Running;

/// <summary>The three values an application is configured with, as the platform wrote them.</summary>
internal sealed record ClientSettings(string ClientId, string ClientSecret)
{
    /// <summary>The value of the Authorization header.</summary>
    public string Basic => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{ClientSecret}"));

    public static ClientSettings Read(string envFile)
    {
        var values = EnvironmentFile.Parse(File.ReadLines(envFile));
        return new ClientSettings(values["CLIENT_ID"], values["CLIENT_SECRET"]);
    }
}
