namespace Wristband.DemoApp.Workspaces;

/// <summary>A workspace that this browser has signed in to, and as whom.</summary>
internal sealed record UsedWorkspace(string Name, string? Email, DateTimeOffset LastUsed);
