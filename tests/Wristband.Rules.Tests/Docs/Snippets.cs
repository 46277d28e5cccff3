namespace Wristband.Rules.Tests.Docs;

/// <summary>The C# that the documents show, so that it compiles.</summary>
internal static class Snippets
{
}
