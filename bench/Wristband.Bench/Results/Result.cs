namespace Wristband.Bench.Results;

/// <summary>One row of the summary. The ratio is ours to peer; without a peer both are null.</summary>
internal sealed record Result(string Name, double? Ours, double? Peer, string? PeerName, double? Ratio, string Unit, string Conditions)
{
    public static Result Against(string name, double ours, double peer, string peerName, string unit, string conditions) =>
        new(name, Round(ours), Round(peer), peerName, Round(ours / peer), unit, conditions);

    public static Result Alone(string name, double ours, string unit, string conditions) =>
        new(name, Round(ours), null, null, null, unit, conditions);

    public static Result Failed(string name, string problem) => new(name, null, null, null, null, "failed", problem.Trim());

    private static double Round(double value) => value >= 100 ? Math.Round(value) : Math.Round(value, 2);
}
