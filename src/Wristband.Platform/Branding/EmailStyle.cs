using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Branding;

/// <summary>How somebody's mails look, by the official names.</summary>
internal sealed record EmailStyle
{
    public string? PrimaryButtonBackgroundColor { get; init; }
    public string? PrimaryButtonTextColor { get; init; }
    public int? PrimaryButtonBorderRadiusPixels { get; init; }
    public string? PrimaryButtonBorderColor { get; init; }
    public int? LogoHeightPixels { get; init; }
    public int? LogoWidthPixels { get; init; }
    public string? LogoUrl { get; init; }
}

/// <summary>What to change about it, field by field.</summary>
internal sealed record EmailStyleChange : IStyleChange
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public Change<string?> PrimaryButtonBackgroundColor { get; init; }
    public Change<string?> PrimaryButtonTextColor { get; init; }
    public Change<int?> PrimaryButtonBorderRadiusPixels { get; init; }
    public Change<string?> PrimaryButtonBorderColor { get; init; }
    public Change<int?> LogoHeightPixels { get; init; }
    public Change<int?> LogoWidthPixels { get; init; }
    public Change<string?> LogoUrl { get; init; }
}
