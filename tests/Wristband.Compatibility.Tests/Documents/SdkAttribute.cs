namespace Wristband.Compatibility.Tests.Documents;

/// <summary>Whose code the tests of this class run; a row of docs/compatibility.md.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SdkAttribute(string name) : Attribute
{
    public string Name => name;
}
