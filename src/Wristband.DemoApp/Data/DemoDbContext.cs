using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Wristband.DemoApp.Data;

/// <summary>The application's own data. Every row has a tenant: others are neither read nor written, whatever a query forgets.</summary>
internal sealed class DemoDbContext(DbContextOptions<DemoDbContext> options, CurrentTenant tenant) : DbContext(options)
{
    public DbSet<Member> Members => Set<Member>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Counter> Counters => Set<Counter>();

    /// <summary>Read for each query. Without a tenant it equals nothing, so that the filter fails closed.</summary>
    private string? TenantId => tenant.Id;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseOtherTenants();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseOtherTenants();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Member>().HasQueryFilter(row => row.TenantId == TenantId);
        modelBuilder.Entity<Counter>().HasQueryFilter(row => row.TenantId == TenantId);
        modelBuilder.Entity<Note>().HasQueryFilter(row => row.TenantId == TenantId);
    }

    // SQLite cannot compare DateTimeOffset; numbers compare alike everywhere.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    private void RefuseOtherTenants()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantRow>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && entry.Entity.TenantId != TenantId)
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another tenant was about to be written.");
        }
    }
}

internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
