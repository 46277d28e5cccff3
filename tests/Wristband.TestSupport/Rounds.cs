namespace Wristband.TestSupport;

/// <summary>How often an endurance test repeats: a few times in <c>make test</c>, in full under <c>make soak</c>.</summary>
public static class Rounds
{
    public static bool InFull { get; } = Environment.GetEnvironmentVariable("SOAK") == "1";

    public static int Of(int full, int bounded) => InFull ? full : bounded;
}
