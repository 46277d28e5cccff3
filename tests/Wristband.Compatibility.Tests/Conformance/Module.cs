namespace Wristband.Compatibility.Tests.Conformance;

/// <summary>
/// A module of the OpenID Foundation's conformance suite, by its own name, with what it checks; or why it does not apply here.
/// </summary>
internal sealed record Module<TWorld>(string Name, string Checks)
{
    public Func<TWorld, Task>? Proof { get; init; }

    public string? Instead { get; init; }

    public bool MovesTime { get; init; }
}

/// <summary>A test plan of the suite.</summary>
internal abstract class Plan<TWorld>(string name)
{
    private readonly List<Module<TWorld>> _modules = [];

    public string Name => name;

    public IReadOnlyList<Module<TWorld>> Modules => _modules;

    protected void Add(string module, string checks, Func<TWorld, Task> proof) =>
        _modules.Add(new Module<TWorld>(module, checks) { Proof = proof });

    protected void AddLater(string module, string checks, Func<TWorld, Task> proof) =>
        _modules.Add(new Module<TWorld>(module, checks) { Proof = proof, MovesTime = true });

    protected void Leave(string module, string checks, string instead) =>
        _modules.Add(new Module<TWorld>(module, checks) { Instead = instead });
}
