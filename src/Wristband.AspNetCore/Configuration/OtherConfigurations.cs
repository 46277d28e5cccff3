using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Configuration;

/// <summary>What two configurations of one process may not have in common (S-92).</summary>
internal sealed class OtherConfigurations(IServiceProvider services)
{
    public IEnumerable<string> Problems(string name, WristbandOptions options)
    {
        // Each is compared with those that were added before it, so that a pair is reported once.
        foreach (var earlier in services.GetServices<SchemeNames>().TakeWhile(n => n.Name != name))
        {
            var other = RawOptions.Of(services, earlier.Name);
            if (other.AuthPath.TrimEnd('/').Equals(options.AuthPath, StringComparison.OrdinalIgnoreCase))
                yield return $"WB1021 AuthPath '{options.AuthPath}' is also that of {Called(earlier.Name)}. Give each a path of its own.";
            if (options.ClientId.Length > 0 && other.ClientId == options.ClientId)
                yield return $"WB1022 ClientId '{options.ClientId}' is also that of {Called(earlier.Name)}. "
                    + "One client needs one configuration.";
        }
    }

    public static string Called(string name) => name.Length == 0 ? "the default configuration" : $"the configuration '{name}'";
}
