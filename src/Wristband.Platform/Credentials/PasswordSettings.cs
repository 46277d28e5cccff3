using System.ComponentModel.DataAnnotations;

namespace Wristband.Platform.Credentials;

/// <summary>The "Platform:Passwords" section.</summary>
internal sealed class PasswordSettings
{
    /// <summary>Shortest password, in Unicode code points.</summary>
    [Range(8, 64)]
    public int MinLength { get; set; } = 8;

    /// <summary>Memory of one hash; Argon2id needs at least 8 KiB.</summary>
    [Range(8, 1_048_576)]
    public int HashMemoryKiB { get; set; } = new PasswordHashCost().MemoryKiB;

    [Range(1, 20)]
    public int HashPasses { get; set; } = new PasswordHashCost().Passes;

    /// <summary>Hashes that run at once; as many as there are processors unless set.</summary>
    [Range(1, 256)]
    public int HashingSlots { get; set; } = Environment.ProcessorCount;

    /// <summary>Hashes that may wait for a slot; more are answered with 503 (P-34).</summary>
    [Range(0, 10_000)]
    public int HashingQueue { get; set; } = 50;

    public PasswordHashCost Cost => new(HashMemoryKiB, HashPasses);
}
