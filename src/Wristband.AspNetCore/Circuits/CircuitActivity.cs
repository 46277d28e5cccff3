using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Wristband.AspNetCore.Circuits;

/// <summary>Clicks and inputs in a circuit are use of the session, like requests elsewhere.</summary>
internal sealed class CircuitActivity(CircuitSession session) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        // Nobody waits for it: the person who clicked least of all.
        _ = session.UsedAsync();
        return next(context);
    };
}
