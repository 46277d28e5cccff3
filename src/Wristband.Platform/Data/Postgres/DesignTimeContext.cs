using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Wristband.Platform.Data.Postgres;

/// <summary>Lets 'dotnet ef migrations add --context PostgresDbContext' build the model without a server.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql("Host=design").Options, new TenantScope());
}
