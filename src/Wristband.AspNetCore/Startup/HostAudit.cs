using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Startup;

/// <summary>Settings around the SDK's own that are right on a developer's machine and wrong in production (G-20).</summary>
internal sealed class HostAudit(
    IEnumerable<SchemeNames> configurations, IServiceProvider services, IConfiguration configuration, IHostEnvironment environment)
{
    public IEnumerable<Finding> Problems()
    {
        if (environment.IsDevelopment()) yield break;
        if (configuration["AllowedHosts"] is null or "" or "*")
            yield return new Finding(Severity.Advice, "WB1048 AllowedHosts is not set, so requests for any host name are answered. "
                + "List this application's hosts, e.g. "
                + "\"AllowedHosts\": \"www.yourapp.io\", unless a proxy in front refuses all others.");
        foreach (var names in configurations)
        {
            var options = services.GetRequiredKeyedService<WristbandOptions>(names.Name);
            if (options.AllowedReturnOrigins.Concat(options.AllowedCsrfOrigins).FirstOrDefault(IsPlain) is { } origin)
                yield return new Finding(Severity.Unsafe, $"WB1049 The listed origin '{origin}' is plain http: whoever controls the "
                    + "network can speak for it. Use https in AllowedReturnOrigins and "
                    + "AllowedCsrfOrigins.");
        }
    }

    private static bool IsPlain(string origin) => origin.StartsWith("http:", StringComparison.OrdinalIgnoreCase);
}
