using Wristband.Platform.OAuth.Clients;

namespace Wristband.Platform.Applications;

/// <summary>The wire spelling of client types.</summary>
internal static class ClientTypes
{
    public static ClientType Parse(string text) => text switch
    {
        "BACKEND_SERVER" => ClientType.BackendServer,
        "NATIVE" => ClientType.Native,
        "MACHINE_TO_MACHINE" => ClientType.MachineToMachine,
        _ => throw new InvalidOperationException($"WB2014: '{text}' is no client type. Use BACKEND_SERVER, NATIVE or MACHINE_TO_MACHINE."),
    };
}
