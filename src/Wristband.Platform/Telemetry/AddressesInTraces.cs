using System.Diagnostics;
using OpenTelemetry;

namespace Wristband.Platform.Telemetry;

/// <summary>
/// Takes out of spans what names a tenant or a person, or may hold a code or a token: hosts are tenants', queries carry one-time values,
/// and a path may be whatever somebody types. The route says which page or endpoint it was.
/// </summary>
internal sealed class AddressesInTraces : BaseProcessor<Activity>
{
    private static readonly string[] Tags =
        ["server.address", "url.full", "url.path", "url.query", "user_agent.original", "client.address", "network.peer.address"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Tags) data.SetTag(tag, null);
    }
}
