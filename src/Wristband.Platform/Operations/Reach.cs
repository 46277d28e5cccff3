using System.Collections.Frozen;

namespace Wristband.Platform.Operations;

/// <summary>
/// How far a permission reaches: to whole tenants, which may be all of the application, and to the caller alone. What several roles give
/// adds up.
/// </summary>
internal sealed record Reach
{
    private static readonly FrozenSet<string> None = FrozenSet<string>.Empty;

    public static Reach Nothing { get; } = new();

    /// <summary>The application and all its tenants.</summary>
    public static Reach Application { get; } = new() { AllBut = None };

    /// <summary>The caller, and nobody else.</summary>
    public static Reach Self { get; } = new() { IsSelf = true };

    /// <summary>The tenants it reaches beyond those of <see cref="AllBut"/>.</summary>
    public IReadOnlySet<string> Tenants { get; private init; } = None;

    /// <summary>Every tenant of the application but these; null when it does not start from all.</summary>
    public IReadOnlySet<string>? AllBut { get; private init; }

    /// <summary>Whether it reaches the caller.</summary>
    public bool IsSelf { get; private init; }

    /// <summary>Boundaries that only the application understands. Here they open nothing.</summary>
    public IReadOnlySet<string> Custom { get; private init; } = None;

    /// <summary>Whether it covers the application itself, and with it every tenant.</summary>
    public bool IsApplication => AllBut is { Count: 0 };

    public bool IsNothing => Tenants.Count == 0 && AllBut is null && !IsSelf;

    public static Reach Of(IEnumerable<string> tenantIds) => new() { Tenants = tenantIds.ToFrozenSet() };

    public static Reach AllExcept(IEnumerable<string> tenantIds) => new() { AllBut = tenantIds.ToFrozenSet() };

    public static Reach OfCustom(string boundaryId) => new() { Custom = FrozenSet.Create(boundaryId) };

    /// <summary>Whether it covers what this tenant owns; null asks for what the application owns.</summary>
    public bool Covers(string? tenantId) =>
        IsApplication || (tenantId is not null && (Tenants.Contains(tenantId) || AllBut?.Contains(tenantId) == false));

    /// <summary>As far as both together.</summary>
    public Reach And(Reach other) => new()
    {
        Tenants = Tenants.Union(other.Tenants).ToFrozenSet(),
        AllBut = (AllBut, other.AllBut) switch
        {
            (null, var only) => only,
            (var only, null) => only,
            var (a, b) => a.Intersect(b).ToFrozenSet(),
        },
        IsSelf = IsSelf || other.IsSelf,
        Custom = Custom.Union(other.Custom).ToFrozenSet(),
    };

    /// <summary>What is left of it for somebody who never gets out of this tenant.</summary>
    public Reach Within(string tenantId) => new()
    {
        Tenants = Covers(tenantId) ? FrozenSet.Create(tenantId) : None,
        IsSelf = IsSelf,
        Custom = Custom,
    };

    /// <summary>Whether nothing of the other is beyond this one (P-48).</summary>
    public bool Includes(Reach other) =>
        IsApplication
        || ((other.AllBut is null || (AllBut is not null && AllBut.All(t => other.AllBut.Contains(t) || Tenants.Contains(t))))
            && other.Tenants.All(Covers)
            && (!other.IsSelf || !IsNothing)
            && other.Custom.All(Custom.Contains));
}
