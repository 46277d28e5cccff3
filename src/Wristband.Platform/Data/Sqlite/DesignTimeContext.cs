using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>Lets 'dotnet ef migrations add' build the model without starting the platform.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<SqliteDbContext>
{
    private static readonly WriteLock WriteLock = new();

    public SqliteDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:").Options, new TenantScope(), WriteLock);
}
