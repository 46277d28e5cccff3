namespace Wristband.DemoApp.Members;

/// <summary>What members may do, by group. Pages and endpoints ask for permissions, so that groups can change without them.</summary>
internal static class Permissions
{
    public const string MembersRead = "members:read";
    public const string NotesRead = "notes:read";
    public const string NotesWrite = "notes:write";
    public const string NotesDelete = "notes:delete";

    private static readonly HashSet<string> OfOwners = [MembersRead, NotesRead, NotesWrite, NotesDelete];
    private static readonly HashSet<string> OfViewers = [NotesRead, NotesWrite];
    private static readonly HashSet<string> None = [];

    public static IReadOnlySet<string> Of(string? group) => group switch
    {
        Groups.Owners => OfOwners,
        Groups.Viewers => OfViewers,
        _ => None,
    };

    /// <summary>Every single one of these has to be there (DM-04).</summary>
    public static bool Allow(string? group, params IEnumerable<string> required) => required.All(Of(group).Contains);
}
