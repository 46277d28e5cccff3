namespace Wristband.Platform.Data;

/// <summary>A row that says how often it was changed by intent, so that who changes it can be sure of what it was.</summary>
internal interface IVersioned
{
    /// <summary>Starts at 1. Whoever changes what the API shows adds one.</summary>
    long Version { get; set; }
}
