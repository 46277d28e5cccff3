namespace Wristband.Platform.Data;

/// <summary>What remembers rows between requests, and must be told when somebody changes them.</summary>
internal interface IRowCache
{
    /// <summary>Names the cache to other processes: the database says "hosts" and a key when a host changed.</summary>
    string Name { get; }

    /// <summary>The key under which something of this row is remembered; null when nothing is.</summary>
    string? KeyOf(object row);

    void Forget(string key);

    /// <summary>Every row may have changed, and nobody knows which.</summary>
    void Doubt();
}
