using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Branding;

/// <summary>
/// The look that an application, or one of its tenants, has given itself. What a tenant leaves open is its application's.
/// </summary>
internal abstract class BrandingRow<TStyle> : IApplicationOwned, IVersioned where TStyle : class, new()
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
    public required TStyle Style { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

/// <summary>The look of hosted pages.</summary>
internal sealed class PageBranding : BrandingRow<PageStyle>;

/// <summary>The look of mails.</summary>
internal sealed class EmailBranding : BrandingRow<EmailStyle>;

internal sealed class PageBrandingConfiguration : IEntityTypeConfiguration<PageBranding>
{
    public void Configure(EntityTypeBuilder<PageBranding> builder) => BrandingConfiguration.Configure<PageBranding, PageStyle>(builder);
}

internal sealed class EmailBrandingConfiguration : IEntityTypeConfiguration<EmailBranding>
{
    public void Configure(EntityTypeBuilder<EmailBranding> builder) => BrandingConfiguration.Configure<EmailBranding, EmailStyle>(builder);
}

internal static class BrandingConfiguration
{
    // As the API spells it. What was never set takes no room.
    private static readonly JsonSerializerOptions Stored = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Configure<TRow, TStyle>(EntityTypeBuilder<TRow> builder)
        where TRow : BrandingRow<TStyle> where TStyle : class, new()
    {
        builder.HasKey(b => b.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(b => b.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(b => b.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(b => b.ApplicationId).IsUnique().HasFilter("\"TenantId\" IS NULL");
        builder.HasIndex(b => b.TenantId).IsUnique();
        builder.Property(b => b.Style).HasConversion(
            style => JsonSerializer.Serialize(style, Stored), json => JsonSerializer.Deserialize<TStyle>(json, Stored) ?? new TStyle());
        builder.Property(b => b.Version).IsConcurrencyToken();
    }
}
