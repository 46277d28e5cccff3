namespace Wristband.TestSupport;

/// <summary>
/// The version that may still serve while this one is brought in beside it. Whoever releases sets it anew: to the commit, and to the last
/// migration of each engine there.
/// </summary>
public static class LastRelease
{
    public const string Commit = "d121ebf190cc708237c23298d37b08e960ba0e75";
    public const string SqliteMigration = "20261128051531_SigningAlgorithm";
    public const string PostgresMigration = "20261128055523_Initial";
}
