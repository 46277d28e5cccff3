using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// A configuration's settings before validation, for code that validation itself depends on: asking for validated options there would
/// turn in a circle.
/// </summary>
internal static class RawOptions
{
    public static WristbandOptions Of(IServiceProvider services, string name)
    {
        var options = new WristbandOptions();
        foreach (var setup in services.GetServices<IConfigureOptions<WristbandOptions>>())
        {
            if (setup is IConfigureNamedOptions<WristbandOptions> named) named.Configure(name, options);
            else if (name == Options.DefaultName) setup.Configure(options);
        }
        return options;
    }
}
