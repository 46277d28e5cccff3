using System.Reflection;

namespace Wristband.Compatibility.Tests.Documents;

/// <summary>Which SDK was seen doing what, read from the attributes of the tests that prove it.</summary>
internal static class Matrix
{
    public static string[] Capabilities { get; } =
    [
        CapabilityAttribute.Login, CapabilityAttribute.Session, CapabilityAttribute.Refresh, CapabilityAttribute.UserInfo,
        CapabilityAttribute.Jwt,
        CapabilityAttribute.Logout, CapabilityAttribute.Signup, CapabilityAttribute.Discovery, CapabilityAttribute.Metadata,
        CapabilityAttribute.Browser,
    ];

    /// <summary>SDK name, and the capabilities that a test of its class proves.</summary>
    public static IReadOnlyList<(string Sdk, IReadOnlySet<string> Proven)> Rows { get; } =
    [
        .. from type in typeof(Matrix).Assembly.GetTypes()
           let sdk = type.GetCustomAttribute<SdkAttribute>()
           where sdk is not null
           orderby type.Namespace, type.Name
           select (sdk.Name, (IReadOnlySet<string>)Proven(type)),
    ];

    private static HashSet<string> Proven(Type type) =>
        [.. type.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null)
            .Select(m => m.GetCustomAttribute<CapabilityAttribute>()?.Name).OfType<string>()];
}
