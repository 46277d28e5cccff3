namespace Wristband.Platform.OAuth.Clients;

/// <summary>The grants of a client as the API spells them. They follow from its type, and from nothing else.</summary>
internal static class GrantTypes
{
    public static IReadOnlyList<string> Of(ClientType type) =>
        type == ClientType.MachineToMachine ? ["CLIENT_CREDENTIALS"] : ["AUTHORIZATION_CODE", "REFRESH_TOKEN"];

    /// <summary>Whether these are the grants of the type; official callers send them along.</summary>
    public static bool Fit(IReadOnlyCollection<string> given, ClientType type) => given.ToHashSet().SetEquals(Of(type));
}
