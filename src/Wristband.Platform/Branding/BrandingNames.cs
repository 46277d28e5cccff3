using Wristband.Platform.Data;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Branding;

/// <summary>What the two kinds of looks are called: in permissions, refusals and the audit log.</summary>
internal static class BrandingNames
{
    public static string NounOf<TRow>() => typeof(TRow) == typeof(PageBranding) ? "page branding" : "email branding";

    public static string ReadOf<TRow>() => Permission<TRow>("read");

    public static string WriteOf<TRow>() => Permission<TRow>("write");

    public static TRow New<TRow>(Owner owner, string style, DateTimeOffset now) where TRow : class, IStyled
    {
        object row = typeof(TRow) == typeof(PageBranding)
            ? new PageBranding
            {
                Id = Ids.New(),
                ApplicationId = owner.ApplicationId,
                TenantId = owner.TenantId,
                Style = style,
                CreatedAt = now,
                UpdatedAt = now,
            }
            : new EmailBranding
            {
                Id = Ids.New(),
                ApplicationId = owner.ApplicationId,
                TenantId = owner.TenantId,
                Style = style,
                CreatedAt = now,
                UpdatedAt = now,
            };
        return (TRow)row;
    }

    private static string Permission<TRow>(string verb) => $"{NounOf<TRow>().Replace(' ', '-')}:{verb}";
}
