namespace Wristband.DemoApp.Web;

/// <summary>A page of the demo, for the top bar and for the cards on the home page.</summary>
internal sealed record Place(string Path, string Title, string Text, string For)
{
    public static IReadOnlyList<Place> All { get; } =
    [
        new("/classic", "Razor Pages & MVC", "A page behind [Authorize], and two controller actions: one for the session cookie, one for bearer tokens.", Members),
        new("/minimal-apis", "Minimal APIs", "Route groups and endpoint filters, with answers as Wristband's front-end SDKs read them.", Members),
        new("/notes", "Notes", "Written by the members of one workspace, invisible to all others. Two people who edit at once lose nothing.", Members),
        new("/spa", "Single-page app", "A page whose script asks the session and token endpoints, as Wristband's React SDK does.", Members),
        new("/live", "Live", "A SignalR hub and a Blazor Server component, which keep working while tokens come and go.", Members),
        new("/admin", "Admin", "Who has signed in from your workspace, and in which group they are. Made at each sign-in.", Owners),
    ];

    private const string Members = "For members";
    private const string Owners = "For owners";
}
