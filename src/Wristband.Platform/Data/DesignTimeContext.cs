using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Wristband.Platform.Web;

namespace Wristband.Platform.Data;

/// <summary>Lets 'dotnet ef migrations add' build the model without starting the platform.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<PlatformDbContext>
{
    private static readonly WriteGate Gate = new();

    public PlatformDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PlatformDbContext>().UseSqlite("Data Source=:memory:").Options, new TenantScope(), Gate);
}
