using System.Net;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Email;
using Wristband.Platform.Startup;
using Wristband.Platform.Tests.Email;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>X-A13: a platform with a wrong master key does not start, and nothing in the database changes.</summary>
[Trait("Database", "Sqlite")]
public class WrongMasterKeyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Dictionary<string, string?> AnotherKey => new()
    {
        ["Platform:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task XA13_a_wrong_master_key_refuses_to_start_and_writes_nothing(bool isOlderThanTheCheck)
    {
        await using var platform = await PlatformHost.StartAsync();
        await platform.SignInAsync(platform.NewBrowser(), await platform.UserAsync(await platform.TenantAsync()));
        if (isOlderThanTheCheck) await ForgetTheCheckAsync(platform);
        await platform.StopAsync();
        var before = await EverythingAsync(platform);

        var refused = await Should.ThrowAsync<RefusedStartException>(() => platform.StartAnotherAsync(AnotherKey));

        refused.Message.ShouldStartWith("WB2017: ");
        (await EverythingAsync(platform)).ShouldBe(before);
    }

    [Fact]
    public async Task XA13_an_older_database_gets_the_check_once_its_oldest_key_was_opened()
    {
        await using var platform = await PlatformHost.StartAsync();
        await platform.SignInAsync(platform.NewBrowser(), await platform.UserAsync(await platform.TenantAsync()));
        await ForgetTheCheckAsync(platform);
        await platform.StopAsync();

        await using var again = await platform.StartAnotherAsync();

        (await again.ReadAsync("", db => db.MasterKeyChecks.CountAsync())).ShouldBe(1);
        await Should.ThrowAsync<RefusedStartException>(() => again.StartAnotherAsync(AnotherKey));
    }

    [Theory]
    [InlineData("UPDATE MasterKeyChecks SET SealedValue = randomblob(60)")]
    [InlineData("DELETE FROM MasterKeyChecks")]
    [InlineData("UPDATE SigningKeys SET ProtectedPrivateKey = 'CfDJ8' || ProtectedPrivateKey")]
    public async Task XA13_readiness_tries_the_keys(string change)
    {
        await using var platform = await PlatformHost.StartAsync();
        var tenant = await platform.TenantAsync();
        await platform.NewBrowser().GetAsync($"{tenant.Application.Base}/api/v1/oauth2/jwks");
        var before = (await platform.NewBrowser().GetAsync($"{tenant.Application.Base}/health/ready")).Status;

        await ExecuteAsync(platform, change);

        before.ShouldBe(HttpStatusCode.OK);
        (await platform.NewBrowser().GetAsync($"{tenant.Application.Base}/health/ready")).Status
            .ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>X-D9: with X-A13, a mail that cannot be opened is kept and never counted as sent.</summary>
    [Fact]
    public async Task XA13_XD9_a_mail_that_cannot_be_opened_is_kept_and_never_marked_as_sent()
    {
        await using var server = new ScriptedSmtp();
        await using var platform = await PlatformHost.StartAsync(server.Settings, DeliveryTests.WithoutBackgroundDelivery);
        var user = await platform.UserAsync(await platform.TenantAsync());
        await DeliveryTests.AskForResetAsync(platform, user);
        await ExecuteAsync(platform, "UPDATE OutboxMails SET ProtectedBody = 'unreadable'");
        var delivery = platform.Services.GetRequiredService<MailDelivery>();

        await delivery.DeliverDueAsync(Cancelled);
        var tried = await platform.ReadAsync(user.Tenant.Application.Id, db => db.OutboxMails.SingleAsync());
        platform.Time.Advance(TimeSpan.FromHours(25));
        await delivery.DeliverDueAsync(Cancelled);
        var givenUp = await platform.ReadAsync(user.Tenant.Application.Id, db => db.OutboxMails.SingleAsync());

        tried.SentAt.ShouldBeNull();
        tried.AbandonedAt.ShouldBeNull();
        tried.ProtectedBody.ShouldBe("unreadable");
        givenUp.SentAt.ShouldBeNull();
        givenUp.AbandonedAt.ShouldNotBeNull();
        givenUp.ProtectedBody.ShouldBe("unreadable");
        server.Received.ShouldBeEmpty();
    }

    private static Task ForgetTheCheckAsync(PlatformHost platform) => ExecuteAsync(
        platform, "DROP TABLE MasterKeyChecks; DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%_MasterKeyCheck'");

    private static string File(PlatformHost platform) => Path.Combine(platform.DataDirectory, "platform.db");

    private static async Task ExecuteAsync(PlatformHost platform, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File(platform)}");
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        // A constant of this file.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    /// <summary>Every row of every table, as text.</summary>
    private static async Task<string> EverythingAsync(PlatformHost platform)
    {
        await using var connection = new SqliteConnection($"Data Source={File(platform)};Mode=ReadOnly");
        await connection.OpenAsync(Cancelled);
        var text = new System.Text.StringBuilder();
        var tables = await RowsAsync(connection, "SELECT name, sql FROM sqlite_master ORDER BY name");
        text.AppendLine(tables);
        foreach (var name in (await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).Split('\n'))
            text.AppendLine(name).AppendLine(
                name.Length == 0 ? "" : await RowsAsync(connection, $"SELECT * FROM \"{name}\" ORDER BY rowid"));
        return text.ToString();
    }

    private static async Task<string> RowsAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        // Made of the names in the database itself.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancelled))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader[i] is byte[] bytes ? Convert.ToHexString(bytes) : reader[i])));
        }
        return string.Join('\n', rows);
    }
}
