using Wristband.Platform.Data;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Branding;

/// <summary>What the two kinds of looks are called: in permissions, refusals and the audit log.</summary>
internal static class BrandingNames
{
    public static string NounOf<TRow>() => typeof(TRow) == typeof(PageBranding) ? "page branding" : "email branding";

    public static string ReadOf<TRow>() => Permission<TRow>("read");

    public static string WriteOf<TRow>() => Permission<TRow>("write");

    public static TRow New<TRow, TStyle>(Owner owner, TStyle style, DateTimeOffset now)
        where TRow : BrandingRow<TStyle> where TStyle : class, new()
    {
        object row = style switch
        {
            PageStyle page => new PageBranding
            {
                Id = Ids.New(),
                ApplicationId = owner.ApplicationId,
                TenantId = owner.TenantId,
                Style = page,
                CreatedAt = now,
                UpdatedAt = now,
            },
            EmailStyle email => new EmailBranding
            {
                Id = Ids.New(),
                ApplicationId = owner.ApplicationId,
                TenantId = owner.TenantId,
                Style = email,
                CreatedAt = now,
                UpdatedAt = now,
            },
            _ => throw new InvalidOperationException($"{typeof(TStyle).Name} is no look."),
        };
        return (TRow)row;
    }

    private static string Permission<TRow>(string verb) => $"{NounOf<TRow>().Replace(' ', '-')}:{verb}";
}
