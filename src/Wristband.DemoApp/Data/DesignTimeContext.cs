using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Wristband.DemoApp.Data;

/// <summary>Lets 'dotnet ef migrations add' build the model without starting the application.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<DemoDbContext>
{
    public DemoDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<DemoDbContext>().UseSqlite("Data Source=:memory:").Options,
        new CurrentTenant(new HttpContextAccessor()));
}
