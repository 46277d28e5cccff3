namespace Wristband.Compatibility.Tests.Replays;

/// <summary>
/// One line of the wire contract: the section of the protocol it stands in, whose code relies on it, and the proof against our
/// platform. A line that cannot be proven has a reason instead.
/// </summary>
internal sealed record Fact(string Section, string Who, string What)
{
    public Func<Wire, Task>? Proof { get; init; }

    public string? WhyNot { get; init; }

    /// <summary>The proof waits, so it needs a platform with a clock of its own.</summary>
    public bool MovesTime { get; init; }

    public string Id => $"{Section} {Who}: {What}";
}

/// <summary>The facts of one section, written down one below the other.</summary>
internal abstract class Facts(string section)
{
    private readonly List<Fact> _facts = [];

    public string Section => section;

    public IReadOnlyList<Fact> All => _facts;

    protected void Add(string who, string what, Func<Wire, Task> proof) => _facts.Add(new Fact(section, who, what) { Proof = proof });

    protected void AddLater(string who, string what, Func<Wire, Task> proof) =>
        _facts.Add(new Fact(section, who, what) { Proof = proof, MovesTime = true });

    protected void Leave(string who, string what, string reason) => _facts.Add(new Fact(section, who, what) { WhyNot = reason });
}
