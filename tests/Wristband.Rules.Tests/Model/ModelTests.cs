using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Wristband.Platform.Data;
using Wristband.Platform.Data.Postgres;
using Wristband.Platform.Data.Sqlite;
using Wristband.Platform.Tenants;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Model;

public class ModelTests
{
    /// <summary>Tables that mention a tenant and are in nobody's scope, each with the reason.</summary>
    private static readonly Dictionary<string, string> NotOwned = new()
    {
        [nameof(HostName)] = "looked up before anybody knows the tenant",
    };

    /// <summary>Who may work for every application at once, each with the reason.</summary>
    private static readonly Dictionary<string, string> ForEveryApplication = new()
    {
        ["src/Wristband.Platform/Background/QueueDelivery.cs"] = "one worker sends mails and notices for all",
        ["src/Wristband.Platform/Background/QueueDepths.cs"] = "counts what waits in the queues of all",
        ["src/Wristband.Platform/Background/Retention.cs"] = "one worker deletes what is over for all",
        ["src/Wristband.Platform/Email/Mailbox.cs"] = "the mailbox of a development machine shows all mails",
    };

    [Fact]
    public void The_migrations_of_each_engine_describe_the_model()
    {
        using var sqlite = OpenDatabase();
        using var postgres = OpenPostgres();

        Pending(sqlite).Concat(Pending(postgres)).ShouldBeNone();
    }

    [Fact]
    public void A_model_without_its_migration_can_fail()
    {
        using var sqlite = OpenDatabase(planted: true);
        using var postgres = OpenPostgres(planted: true);

        Pending(sqlite).ShouldReport("SqliteDbContext has changes without a migration");
        Pending(postgres).ShouldReport("PostgresDbContext has changes without a migration");
    }

    [Fact]
    public void Tenant_owned_tables_are_filtered_and_keyed_by_tenant()
    {
        using var database = OpenDatabase();

        database.Model.GetEntityTypes().Count(Owned).ShouldBeGreaterThan(3);
        Tenancy(database.Model).ShouldBeNone();
    }

    [Fact]
    public void A_tenant_owned_table_without_filter_or_key_can_fail()
    {
        using var database = OpenDatabase(planted: true);

        Tenancy(database.Model).ShouldReport("Open has no filter on TenantId");
        Tenancy(database.Model).ShouldReport("Open has no key or index that starts with TenantId");
        Tenancy(database.Model).ShouldReport("Forgotten has a TenantId and is neither ITenantOwned nor IApplicationOwned");
        Tenancy(database.Model).ShouldReport("OpenToAll has no filter on TenantId");
    }

    [Fact]
    public void Only_workers_for_everybody_leave_the_scope_of_one_application() => Leaving(SourceTree.Product).ShouldBeNone();

    [Fact]
    public void Leaving_the_scope_elsewhere_can_fail() =>
        Leaving([Planted.File("src/Wristband.Platform/Login/A.cs", "class A { void B(TenantScope s) => s.EnterEveryApplication(); }")])
            .ShouldReport("src/Wristband.Platform/Login/A.cs:1 enters every application");

    private static IEnumerable<string> Leaving(IEnumerable<SourceFile> files) =>
        from file in files
        where !ForEveryApplication.ContainsKey(file.Path)
        from call in file.Nodes<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: nameof(TenantScope.EnterEveryApplication) }
        select $"{file.At(call)} enters every application. Enter one, or list the file with its reason.";

    private static IEnumerable<string> Pending(DbContext database) =>
        database.Database.HasPendingModelChanges()
            ? [$"{database.GetType().Name} has changes without a migration. CONTRIBUTING.md says how to make one."]
            : [];

    private static IEnumerable<string> Tenancy(IModel model)
    {
        foreach (var table in model.GetEntityTypes())
        {
            var name = table.ClrType.Name;
            if (!Owned(table))
            {
                if (table.FindProperty("TenantId") is not null && !NotOwned.ContainsKey(name))
                    yield return $"{name} has a TenantId and is neither ITenantOwned nor IApplicationOwned.";
                continue;
            }
            if (!table.GetDeclaredQueryFilters().Any(f => f.Expression?.ToString().Contains("TenantId", StringComparison.Ordinal) == true))
                yield return $"{name} has no filter on TenantId.";
            if (!table.ClrType.IsAssignableTo(typeof(ITenantOwned))) continue;
            var leading = table.GetKeys().Select(k => k.Properties[0]).Concat(table.GetIndexes().Select(i => i.Properties[0]));
            if (!leading.Any(p => p.Name == "TenantId")) yield return $"{name} has no key or index that starts with TenantId.";
        }
    }

    private static bool Owned(IEntityType table) =>
        table.ClrType.IsAssignableTo(typeof(ITenantOwned)) || table.ClrType.IsAssignableTo(typeof(IApplicationOwned));

    private static SqliteDbContext OpenDatabase(bool planted = false)
    {
        var options = new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:");
        if (planted) options.ReplaceService<IModelCustomizer, PlantedTables>();
        return new SqliteDbContext(options.Options, new TenantScope(), new WriteLock());
    }

    private static PostgresDbContext OpenPostgres(bool planted = false)
    {
        var options = new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql("Host=nowhere");
        if (planted) options.ReplaceService<IModelCustomizer, PlantedTables>();
        return new PostgresDbContext(options.Options, new TenantScope());
    }

    private sealed class PlantedTables(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
    {
        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            modelBuilder.Entity<Open>().HasKey(o => o.Id);
            modelBuilder.Entity<OpenToAll>().HasKey(o => o.Id);
            modelBuilder.Entity<Forgotten>().HasKey(o => o.Id);
        }
    }

    private sealed record Open(string Id, string TenantId, string ApplicationId) : ITenantOwned;

    private sealed record OpenToAll(string Id, string? TenantId, string ApplicationId) : IApplicationOwned;

    private sealed record Forgotten(string Id, string TenantId);
}
