using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Wristband.DemoApp.Members;

namespace Wristband.DemoApp.Shared;

/// <summary>A page of the demo, for the top bar and for the cards on the home page.</summary>
internal sealed record Place(string Path, string Title, string Text, string For)
{
    /// <summary>Null for pages that every member may see.</summary>
    public string? Needs { get; private init; }

    /// <summary>What leads somewhere: all for guests, who may turn out to be anybody; for members what they may see.</summary>
    public static IEnumerable<Place> SeenBy(ClaimsPrincipal user, IStringLocalizer<SharedTexts> texts) =>
        All(texts).Where(place =>
            place.Needs is null || user.Identity?.IsAuthenticated != true || Permissions.Allow(user.GetGroup(), place.Needs));

    private static IEnumerable<Place> All(IStringLocalizer<SharedTexts> texts) =>
    [
        new("/classic", texts["ClassicTitle"], texts["ClassicText"], texts["ForMembers"]),
        new("/minimal-apis", texts["MinimalTitle"], texts["MinimalText"], texts["ForMembers"]),
        new("/notes", texts["NotesTitle"], texts["NotesText"], texts["ForMembers"]),
        new("/spa", texts["SpaTitle"], texts["SpaText"], texts["ForMembers"]),
        new("/live", texts["LiveTitle"], texts["LiveText"], texts["ForMembers"]),
        new("/admin", texts["AdminTitle"], texts["AdminText"], texts["ForOwners"]) { Needs = Permissions.MembersRead },
    ];
}
