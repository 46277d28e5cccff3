namespace Wristband.DemoApp.Workspaces;

/// <summary>The words of the page for changing the workspace.</summary>
internal sealed class WorkspacesTexts;
