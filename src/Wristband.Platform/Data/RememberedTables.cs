namespace Wristband.Platform.Data;

/// <summary>
/// The tables of which something is remembered between requests, and by which caches. Each engine has triggers on them, so that a change
/// by another process is heard of, whoever makes it.
/// </summary>
internal static class RememberedTables
{
    private const string Hosts = "hosts";
    private const string Clients = "clients";
    private const string SigningKeys = "signing keys";
    private const string Looks = "looks";

    /// <summary>By table, the names of the caches.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        ["HostNames"] = [Hosts],
        ["Tenants"] = [Hosts],
        ["Applications"] = [Hosts, SigningKeys],
        ["OAuthClients"] = [Clients],
        ["SigningKeys"] = [SigningKeys],
        ["PageBrandings"] = [Looks],
    };
}
