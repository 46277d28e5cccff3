using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Wristband.Platform.Applications;
using Wristband.Platform.Audit;
using Wristband.Platform.Branding;
using Wristband.Platform.Credentials;
using Wristband.Platform.Email;
using Wristband.Platform.Management.Api;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Permissions;
using Wristband.Platform.Roles;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Data;

/// <summary>
/// The one model of the platform. Rows of tenants and applications are filtered by <see cref="TenantScope"/> and cannot be written
/// outside it (P-45). Each database engine has a context of its own, with its own migrations.
/// </summary>
internal abstract class PlatformDbContext(DbContextOptions options, TenantScope scope) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Application> Applications => Set<Application>();
    public DbSet<OAuthClient> OAuthClients => Set<OAuthClient>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<RetiredSigningKey> RetiredSigningKeys => Set<RetiredSigningKey>();
    public DbSet<Tenant> Tenants => Set<Tenant>();
    public DbSet<HostName> HostNames => Set<HostName>();
    public DbSet<RetiredHostName> RetiredHostNames => Set<RetiredHostName>();
    public DbSet<Role> Roles => Set<Role>();
    public DbSet<User> Users => Set<User>();
    public DbSet<UserRole> UserRoles => Set<UserRole>();
    public DbSet<ClientRole> ClientRoles => Set<ClientRole>();
    public DbSet<RolePermission> RolePermissions => Set<RolePermission>();
    public DbSet<RolePermissionGroup> RolePermissionGroups => Set<RolePermissionGroup>();
    public DbSet<RoleAssignmentPolicy> RoleAssignmentPolicies => Set<RoleAssignmentPolicy>();
    public DbSet<Permission> Permissions => Set<Permission>();
    public DbSet<PermissionGroup> PermissionGroups => Set<PermissionGroup>();
    public DbSet<PermissionGroupPermission> PermissionGroupPermissions => Set<PermissionGroupPermission>();
    public DbSet<PermissionBoundary> PermissionBoundaries => Set<PermissionBoundary>();
    public DbSet<PageBranding> PageBrandings => Set<PageBranding>();
    public DbSet<EmailBranding> EmailBrandings => Set<EmailBranding>();
    public DbSet<AuthSession> AuthSessions => Set<AuthSession>();
    public DbSet<WaitingRequest> WaitingRequests => Set<WaitingRequest>();
    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();
    public DbSet<LoginFailures> LoginFailures => Set<LoginFailures>();
    public DbSet<TokenFamily> TokenFamilies => Set<TokenFamily>();
    public DbSet<OAuthToken> OAuthTokens => Set<OAuthToken>();
    public DbSet<LogoutNotice> LogoutNotices => Set<LogoutNotice>();
    public DbSet<OutboxMail> OutboxMails => Set<OutboxMail>();
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<MasterKeyCheck> MasterKeyChecks => Set<MasterKeyCheck>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whose rows this context works on.</summary>
    public TenantScope Scope => scope;

    private string? ScopedTenantId => scope.TenantId;
    private string? ScopedApplicationId => scope.ApplicationId;
    private string? ScopedTenantApplicationId => scope.TenantApplicationId;
    private bool IsEveryApplicationScoped => scope.IsEveryApplication;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseWritesOutOfScope();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseWritesOutOfScope();
        if (Database.CurrentTransaction is not null) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        using (await AcquireWriteAsync(cancellationToken))
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>
    /// The turn to write, for statements that do not go through <see cref="SaveChangesAsync(bool, CancellationToken)"/>. Null on an engine
    /// that lets many write at once.
    /// </summary>
    public abstract Task<IDisposable?> AcquireWriteAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction beside which nobody, on no replica, is in another one about the same subject: what is read in it stays true
    /// until it is committed.
    /// </summary>
    /// <param name="subject">What it is about, such as "lockout" and whose. No secret.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DatabaseUnavailableException">The database takes no writes.</exception>
    public abstract Task<ExclusiveTransaction> BeginExclusiveAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Keeps the transaction that has begun apart from those about one more subject. Always take them in the same order.</summary>
    public abstract Task HoldAsync(string subject, CancellationToken cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PlatformDbContext).Assembly);
        FilterByTenant<User>(modelBuilder);
        FilterByTenant<UserRole>(modelBuilder);
        FilterByTenant<AuthSession>(modelBuilder);
        FilterByTenant<OneTimeLink>(modelBuilder);
        FilterByTenant<LoginFailures>(modelBuilder);
        FilterByTenant<TokenFamily>(modelBuilder);
        FilterByTenant<OAuthToken>(modelBuilder);
        FilterByApplication<LogoutNotice>(modelBuilder);
        FilterByApplication<OutboxMail>(modelBuilder);
        FilterByApplication<AuditEvent>(modelBuilder);

        // What waits for its tenant to be found is seen by whichever tenant that is.
        modelBuilder.Entity<WaitingRequest>().HasQueryFilter(r => r.ApplicationId == ScopedApplicationId
            || (r.ApplicationId == ScopedTenantApplicationId && (r.TenantId == null || r.TenantId == ScopedTenantId)));

        // Its application's roles are a tenant's to give, and no other application's. So are what they are made of.
        FilterShared<Role>(modelBuilder);
        FilterShared<RolePermission>(modelBuilder);
        FilterShared<RolePermissionGroup>(modelBuilder);
        FilterShared<RoleAssignmentPolicy>(modelBuilder);
        FilterShared<Permission>(modelBuilder);
        FilterShared<PermissionGroup>(modelBuilder);
        FilterShared<PermissionGroupPermission>(modelBuilder);
        FilterShared<PermissionBoundary>(modelBuilder);
        FilterByApplication<ClientRole>(modelBuilder);
        FilterShared<PageBranding>(modelBuilder);

        // Whoever sends the mails of all dresses them as well.
        modelBuilder.Entity<EmailBranding>().HasQueryFilter(b => IsEveryApplicationScoped || b.ApplicationId == ScopedApplicationId
            || (b.ApplicationId == ScopedTenantApplicationId && (b.TenantId == null || b.TenantId == ScopedTenantId)));
        FilterByApplication<IdempotentAnswer>(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot compare DateTimeOffset; numbers compare alike on every provider.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<TimeSpanToTicksConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    private void FilterByTenant<TEntity>(ModelBuilder modelBuilder) where TEntity : class, ITenantOwned =>
        modelBuilder.Entity<TEntity>().HasQueryFilter(e => e.TenantId == ScopedTenantId || e.ApplicationId == ScopedApplicationId);

    // A row without a tenant belongs to nobody's scope but its application's, also while no tenant is in scope.
    private void FilterByApplication<TEntity>(ModelBuilder modelBuilder) where TEntity : class, IApplicationOwned =>
        modelBuilder.Entity<TEntity>().HasQueryFilter(e => IsEveryApplicationScoped || e.ApplicationId == ScopedApplicationId
            || (e.TenantId != null && e.TenantId == ScopedTenantId));

    // A row without a tenant is its application's, and every tenant of the application may read it.
    private void FilterShared<TEntity>(ModelBuilder modelBuilder) where TEntity : class, IApplicationOwned =>
        modelBuilder.Entity<TEntity>().HasQueryFilter(e => e.ApplicationId == ScopedApplicationId
            || (e.ApplicationId == ScopedTenantApplicationId && (e.TenantId == null || e.TenantId == ScopedTenantId)));

    private void RefuseWritesOutOfScope()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            var isCovered = entry.Entity switch
            {
                ITenantOwned row => scope.Covers(row),
                IApplicationOwned row => scope.Covers(row),
                _ => true,
            };
            if (isCovered) continue;
            throw new InvalidOperationException(
                $"WB2010: A {entry.Metadata.ClrType.Name} of another tenant was about to be written. Enter that tenant's scope first.");
        }
    }
}

internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
