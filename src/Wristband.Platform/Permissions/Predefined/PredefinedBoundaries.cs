namespace Wristband.Platform.Permissions.Predefined;

/// <summary>How far a permission reaches.</summary>
internal sealed record PredefinedBoundary(string Id, string Name, string Value, string DisplayName);

/// <summary>The three boundaries that come with the platform. They are code, like the permissions.</summary>
internal static class PredefinedBoundaries
{
    /// <summary>Everything of the application.</summary>
    public static PredefinedBoundary Application { get; } = Of("application", "Application");

    /// <summary>The tenant that the caller belongs to.</summary>
    public static PredefinedBoundary Tenant { get; } = Of("tenant", "Tenant");

    /// <summary>The caller, and nobody else.</summary>
    public static PredefinedBoundary Self { get; } = Of("self", "Self");

    public static IReadOnlyList<PredefinedBoundary> All { get; } = [Application, Tenant, Self];

    public static PredefinedBoundary? Find(string id) => All.FirstOrDefault(b => b.Id == id);

    private static PredefinedBoundary Of(string name, string displayName) =>
        new(PredefinedId.Of("permission-boundary", name), $"predefined:{name}", name.ToUpperInvariant(), displayName);
}
