namespace Wristband.Platform.Operations;

/// <summary>Which versions of something the caller is willing to change.</summary>
internal sealed class ExpectedVersion
{
    private readonly IReadOnlyList<long>? _versions;

    private ExpectedVersion(IReadOnlyList<long>? versions) => _versions = versions;

    public static ExpectedVersion Any { get; } = new(versions: null);

    public static ExpectedVersion Of(IReadOnlyList<long> versions) => new(versions);

    public bool Allows(long version) => _versions is null || _versions.Contains(version);
}
