using System.Globalization;
using System.Net;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Telemetry;

/// <summary>What an operator asked for, in the variables that OpenTelemetry has for it. Nothing is the default.</summary>
/// <param name="Otlp">Whether traces, metrics and logs are sent; the exporter reads the address and the rest by itself.</param>
/// <param name="PrometheusPort">Where metrics are served; null when nowhere.</param>
/// <param name="PrometheusHost">The one address of this machine at which they are; null for all.</param>
internal sealed record AskedTelemetry(bool Otlp, int? PrometheusPort, IPAddress? PrometheusHost)
{
    public static AskedTelemetry Read(IConfiguration configuration) =>
        string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
            ? new AskedTelemetry(false, null, null)
            : new AskedTelemetry(
                IsAddress(configuration, "OTEL_EXPORTER_OTLP_ENDPOINT"), Port(configuration, "OTEL_EXPORTER_PROMETHEUS_PORT"),
                Host(configuration, "OTEL_EXPORTER_PROMETHEUS_HOST"));

    // What the exporter cannot read it takes for nothing, and sends to an address of its own.
    private static bool IsAddress(IConfiguration configuration, string variable)
    {
        if (configuration[variable] is not { Length: > 0 } address) return false;
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? true
            : throw Unreadable(variable, "an address as http://collector:4317");
    }

    private static int? Port(IConfiguration configuration, string variable)
    {
        if (configuration[variable] is not { Length: > 0 } port) return null;
        return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Unreadable(variable, "a port as 9464");
    }

    private static IPAddress? Host(IConfiguration configuration, string variable) => configuration[variable] switch
    {
        null or "" => null,
        "localhost" => IPAddress.Loopback,
        var host => IPAddress.TryParse(host, out var address)
            ? address
            : throw Unreadable(variable, "an address of this machine as 10.0.0.5"),
    };

    private static RefusedStartException Unreadable(string variable, string wanted) =>
        new($"WB2160: {variable} cannot be read. Write {wanted}, or remove it.");
}
