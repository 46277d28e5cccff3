using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;

namespace Wristband.Platform.Roles;

/// <summary>A role that a client has: what a machine may do. It is its tenant's where a tenant owns the client.</summary>
internal sealed class ClientRole : IApplicationOwned
{
    public required string ClientId { get; init; }
    public required string RoleId { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
}

internal sealed class ClientRoleConfiguration : IEntityTypeConfiguration<ClientRole>
{
    public void Configure(EntityTypeBuilder<ClientRole> builder)
    {
        builder.HasKey(r => new { r.ClientId, r.RoleId });
        builder.HasOne<OAuthClient>().WithMany().HasForeignKey(r => r.ClientId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Role>().WithMany().HasForeignKey(r => r.RoleId).OnDelete(DeleteBehavior.Cascade);
    }
}
