using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.Platform.Audit;
using Wristband.Platform.Background;
using Wristband.Platform.Credentials;
using Wristband.Platform.Email;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>X-D19: rows that served their purpose go after a time that is a setting, and no others.</summary>
public class RetentionTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Platform:Retention:Sessions"] = "10.00:00:00",
        ["Platform:Retention:Links"] = "11.00:00:00",
        ["Platform:Retention:Mails"] = "12.00:00:00",
        ["Platform:Retention:Failures"] = "13.00:00:00",
        ["Platform:Retention:Audit"] = "14.00:00:00",
    };

    [Fact]
    public async Task XD19_each_kind_of_row_goes_after_its_own_time_at_every_tenant()
    {
        await using var platform = await PlatformHost.StartAsync(Settings);
        var users =
            new[] { await platform.UserAsync(await platform.TenantAsync()), await platform.UserAsync(await platform.TenantAsync()) };
        var now = platform.Time.GetUtcNow();
        foreach (var user in users) await AddAsync(platform, user, "old", now, late: TimeSpan.FromHours(1));
        foreach (var user in users) await AddAsync(platform, user, "new", now, late: -TimeSpan.FromHours(1));

        await platform.Services.GetRequiredService<Retention>().PruneAsync(TestContext.Current.CancellationToken);

        foreach (var user in users)
        {
            var left = await platform.ReadAsync(user.Tenant.Application.Id, async db => new
            {
                Sessions = await db.AuthSessions.Select(s => s.Id).ToListAsync(),
                Links = await db.OneTimeLinks.Select(l => l.Id).ToListAsync(),
                Failures = await db.LoginFailures.Select(f => f.IdentifierHash).ToListAsync(),
                Mails = await db.OutboxMails.Where(m => m.TenantId == user.Tenant.Id).Select(m => m.DeduplicationKey).ToListAsync(),
                Audit = await db.AuditEvents.Where(e => e.TenantId == user.Tenant.Id).Select(e => e.Type).ToListAsync(),
            });
            left.Sessions.ShouldBe(["new expired", "new ended"], ignoreOrder: true);
            left.Links.ShouldBe(["new expired", "new used"], ignoreOrder: true);
            left.Failures.ShouldBe(["new"]);
            left.Mails.ShouldBe(
                [$"new sent {user.Id}", $"new given up {user.Id}", $"waiting new {user.Id}", $"waiting old {user.Id}"], ignoreOrder: true);
            left.Audit.ShouldBe(["new"]);
        }
    }

    [Fact]
    public async Task XD19_many_rows_go_in_steps()
    {
        await using var platform = await PlatformHost.StartAsync(Settings);
        var tenant = await platform.TenantAsync();
        var at = platform.Time.GetUtcNow() - TimeSpan.FromDays(15);
        await platform.ChangeAsync(tenant.Application, database =>
        {
            for (var i = 0; i < 1203; i++)
                database.Add(new AuditEvent { At = at, ApplicationId = tenant.Application.Id, TenantId = tenant.Id, Type = "old" });
            return Task.CompletedTask;
        });

        await platform.Services.GetRequiredService<Retention>().PruneAsync(TestContext.Current.CancellationToken);

        (await platform.ReadAsync(tenant.Application.Id, db => db.AuditEvents.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task XD19_a_time_that_would_delete_what_still_counts_stops_the_start()
    {
        var problem = await Should.ThrowAsync<OptionsValidationException>(
            () => PlatformHost.StartAsync(new Dictionary<string, string?> { ["Platform:Retention:Mails"] = "00:00:00" }));

        problem.Message.ShouldContain("WB2038");
    }

    private static Task AddAsync(PlatformHost platform, SomeUser user, string name, DateTimeOffset now, TimeSpan late) =>
        platform.ChangeAsync(user.Tenant.Application, database =>
        {
            var distant = now + TimeSpan.FromDays(100);
            var sessions = now - TimeSpan.FromDays(10) - late;
            var links = now - TimeSpan.FromDays(11) - late;
            var mails = now - TimeSpan.FromDays(12) - late;
            database.AddRange(
                Session(user, $"{name} expired", sessions, null),
                Session(user, $"{name} ended", distant, sessions),
                Link(user, $"{name} expired", links, null),
                Link(user, $"{name} used", distant, links),
                Mail(user, $"{name} sent {user.Id}", mails, sent: mails),
                Mail(user, $"{name} given up {user.Id}", mails, abandoned: mails),
                Mail(user, $"waiting {name} {user.Id}", mails),
                new LoginFailures
                {
                    TenantId = user.Tenant.Id,
                    ApplicationId = user.Tenant.Application.Id,
                    IdentifierHash = name,
                    UpdatedAt = now - TimeSpan.FromDays(13) - late,
                },
                new AuditEvent
                {
                    At = now - TimeSpan.FromDays(14) - late,
                    ApplicationId = user.Tenant.Application.Id,
                    TenantId = user.Tenant.Id,
                    Type = name,
                });
            return Task.CompletedTask;
        });

    private static AuthSession Session(SomeUser user, string id, DateTimeOffset expires, DateTimeOffset? ended) => new()
    {
        Id = id,
        TenantId = user.Tenant.Id,
        ApplicationId = user.Tenant.Application.Id,
        UserId = user.Id,
        ReferenceHash = $"{id} {user.Id}",
        AuthenticatedAt = expires,
        Amr = "pwd",
        LastSeenAt = expires,
        ExpiresAt = expires,
        EndedAt = ended,
    };

    private static OneTimeLink Link(SomeUser user, string id, DateTimeOffset expires, DateTimeOffset? used) => new()
    {
        Id = id,
        TenantId = user.Tenant.Id,
        ApplicationId = user.Tenant.Application.Id,
        UserId = user.Id,
        Purpose = LinkPurpose.VerifyEmail,
        TokenHash = $"{id} {user.Id}",
        CreatedAt = expires,
        ExpiresAt = expires,
        UsedAt = used,
    };

    private static OutboxMail Mail(
        SomeUser user, string key, DateTimeOffset created, DateTimeOffset? sent = null, DateTimeOffset? abandoned = null) =>
        new()
        {
            Id = key,
            ApplicationId = user.Tenant.Application.Id,
            TenantId = user.Tenant.Id,
            DeduplicationKey = key,
            ToAddress = user.Email,
            FromName = "Some application",
            Subject = "Hello",
            ProtectedBody = "",
            CreatedAt = created,
            NextAttemptAt = DateTimeOffset.MaxValue,
            SentAt = sent,
            AbandonedAt = abandoned,
        };
}
