using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wristband.Platform.Data;
using Wristband.Platform.Data.Postgres;
using Wristband.Platform.Data.Sqlite;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Model;

public class ForwardSafetyTests
{
    private const string Released = "20270101000000_Released";

    /// <summary>What looks as if the version before would miss it, each with the reason why it does not.</summary>
    private static readonly Dictionary<string, string> Reasons = (
        from migration in (string[])["20261128100332_Permissions", "20261128100336_Permissions"]
        from operation in (string[])["DropIndex", "CreateIndex"]
        select $"{migration}: {operation} OAuthClients IX_OAuthClients_ApplicationId_Name").ToDictionary(
        line => line,
        _ => "The index comes back for fewer rows: those of the version before have no owner tenant, and for them it is the same.");

    [Fact]
    public void P59_migrations_leave_the_version_before_what_it_uses()
    {
        using var sqlite = new SqliteDbContext(
            new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:").Options, new TenantScope(), new WriteLock());
        using var postgres = new PostgresDbContext(
            new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql("Host=nowhere").Options, new TenantScope());

        ForwardSafety.Check(Steps(sqlite), LastRelease.SqliteMigration, Reasons).ShouldBeNone();
        ForwardSafety.Check(Steps(postgres), LastRelease.PostgresMigration, Reasons).ShouldBeNone();
    }

    [Fact]
    public void P59_a_migration_that_takes_something_away_can_fail()
    {
        Check(m => m.DropColumn("Nickname", "Users")).ShouldReport("Planted: DropColumn Users Nickname");
        Check(m => m.RenameColumn("Nickname", "Users", "Alias")).ShouldReport("Planted: RenameColumn Users Nickname");
        Check(m => m.DropTable("Users")).ShouldReport("Planted: DropTable Users");
        Check(m => m.RenameTable("Users", newName: "People")).ShouldReport("Planted: RenameTable Users");
        Check(m => m.AlterColumn<long>("Age", "Users", oldClrType: typeof(string))).ShouldReport("Planted: AlterColumn Users Age");
        Check(m => m.AddColumn<string>("Nickname", "Users", nullable: false)).ShouldReport("Planted: AddColumn Users Nickname");
        Check(m => m.CreateIndex("IX", "Users", "Nickname", unique: true)).ShouldReport("Planted: CreateIndex Users IX");
        Check(m =>
        {
            m.AddColumn<string>("Nickname", "Users", nullable: false, defaultValue: "");
            m.CreateIndex("IX", "Users", ["TenantId", "Nickname"], unique: true);
        }).ShouldReport("Planted: CreateIndex Users IX");
        Check(m => m.DropIndex("IX", "Users")).ShouldReport("Planted: DropIndex Users IX");
        Check(m => m.AddForeignKey("FK", "Users", "TenantId", "Tenants")).ShouldReport("Planted: AddForeignKey Users FK");
        Check(m => m.Sql("DELETE FROM Users")).ShouldReport("Planted: Sql");
    }

    [Fact]
    public void P59_what_is_added_is_safe()
    {
        Check(m => m.AddColumn<string>("Nickname", "Users", nullable: true)).ShouldBeNone();
        Check(m => m.AddColumn<string>("Nickname", "Users", nullable: false, defaultValue: "")).ShouldBeNone();
        Check(m => m.CreateIndex("IX", "Users", "Nickname")).ShouldBeNone();
        Check(m =>
        {
            m.AddColumn<string>("Nickname", "Users", nullable: true);
            m.CreateIndex("IX", "Users", ["TenantId", "Nickname"], unique: true);
        }).ShouldBeNone();
        Check(m =>
        {
            m.CreateTable("Later", table => new { Id = table.Column<string>(), Old = table.Column<string>() });
            m.CreateIndex("IX", "Later", "Id", unique: true);
            m.DropColumn("Old", "Later");
        }).ShouldBeNone();
    }

    [Fact]
    public void P59_what_was_announced_a_version_before_may_go()
    {
        Check(m => m.DropColumn("Nickname", "Users"), "20270201000000_Planted_After_20270101000000").ShouldBeNone();
        Check(m => m.DropColumn("Nickname", "Users"), "20270201000000_Planted_After_20270115000000")
            .ShouldReport("the version before does not know 20270115000000");
    }

    [Fact]
    public void P59_a_reason_lets_it_pass_and_one_without_need_can_fail()
    {
        var reasons = new Dictionary<string, string> { ["20270201000000_Planted: Sql"] = "fills what nobody reads yet" };

        Check(m => m.Sql("UPDATE Users SET Later = 1"), reasons: reasons).ShouldBeNone();
        Check(m => m.CreateIndex("IX", "Users", "Nickname"), reasons: reasons).ShouldReport("has a reason and needs none");
    }

    [Fact]
    public void P59_a_release_that_is_no_migration_can_fail() =>
        ForwardSafety.Check([], Released, Reasons).ShouldReport("20270101000000_Released of LastRelease is no migration");

    private static List<string> Check(
        Action<MigrationBuilder> plant, string name = "20270201000000_Planted", Dictionary<string, string>? reasons = null)
    {
        var builder = new MigrationBuilder(activeProvider: null);
        plant(builder);
        return [.. ForwardSafety.Check([new Step(Released, []), new Step(name, builder.Operations)], Released, reasons ?? [])];
    }

    private static List<Step> Steps(DbContext database)
    {
        var assembly = database.GetService<IMigrationsAssembly>();
        return [.. assembly.Migrations.Select(migration => new Step(
            migration.Key, assembly.CreateMigration(migration.Value, database.Database.ProviderName!).UpOperations))];
    }
}
