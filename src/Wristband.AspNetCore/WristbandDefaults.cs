namespace Wristband.AspNetCore;

/// <summary>Names that the SDK registers and that an application may refer to.</summary>
public static class WristbandDefaults
{
    /// <summary>The configuration section that <c>AddWristband()</c> binds: <c>Wristband</c>.</summary>
    public const string ConfigurationSection = "Wristband";
}
