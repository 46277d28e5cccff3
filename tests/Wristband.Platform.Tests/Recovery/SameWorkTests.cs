using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Email;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Recovery;

/// <summary>
/// X-A16: whether somebody is known shows neither in the answer nor in the work. For each way to ask for a mail, the platform writes one
/// for everybody, and sends only those that have a recipient.
/// </summary>
public class SameWorkTests(SharedPlatform shared)
{
    private const string Unknown = "nobody-at-all@example.com";

    [Fact]
    public async Task XA16_a_reset_writes_a_mail_for_everybody()
    {
        var (tenant, known, disabled) = await PeopleAsync();

        foreach (var email in new[] { known.Email, disabled.Email, Unknown })
            (await WrittenAsync(tenant, $"{tenant.Base}/forgot-password", "#forgot", new() { ["email"] = email })).ShouldBe(1, email);
    }

    [Fact]
    public async Task XA16_joining_writes_a_mail_for_everybody()
    {
        var (tenant, known, disabled) = await PeopleAsync();

        foreach (var email in new[] { known.Email, disabled.Email, $"{Some.Name("new")}@example.com" })
        {
            var person = new Dictionary<string, string> { ["given_name"] = "A", ["family_name"] = "B", ["email"] = email };
            (await WrittenAsync(tenant, $"{tenant.Base}/signup", "#signup", person)).ShouldBe(1, email);
        }
    }

    [Fact]
    public async Task XA16_discovery_by_mail_writes_a_mail_for_everybody()
    {
        var (tenant, known, disabled) = await PeopleAsync();

        foreach (var email in new[] { known.Email, disabled.Email, Unknown })
            (await WrittenAsync(tenant, $"{tenant.Application.Base}/login", "#discovery", new() { ["who"] = email })).ShouldBe(1, email);
    }

    [Fact]
    public async Task XA16_a_mail_to_nobody_is_concluded_and_never_shown_or_sent()
    {
        var tenant = await shared.Host.TenantAsync();
        await WrittenAsync(tenant, $"{tenant.Base}/forgot-password", "#forgot", new() { ["email"] = Unknown });

        await shared.Host.Services.GetRequiredService<MailDelivery>().DeliverDueAsync(TestContext.Current.CancellationToken);

        var mail = await shared.Host.ReadAsync(
            tenant.Application.Id, db => db.OutboxMails.AsNoTracking().SingleAsync(m => m.TenantId == tenant.Id));
        mail.SentAt.ShouldNotBeNull();
        mail.Attempts.ShouldBe(1);
        mail.LastError.ShouldBeNull();
        (await shared.Host.Mailbox.ToAsync("")).ShouldNotContain(m => m.Subject == mail.Subject);
    }

    /// <summary>How many mails one submit of a form wrote.</summary>
    private async Task<int> WrittenAsync(SomeTenant tenant, string page, string form, Dictionary<string, string> fields)
    {
        var before = await CountAsync(tenant);
        var browser = shared.Host.NewBrowser();
        var answer = await browser.SubmitAsync(await browser.GetAsync(page), form, fields, follow: false);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        return await CountAsync(tenant) - before;
    }

    private Task<int> CountAsync(SomeTenant tenant) => shared.Host.ReadAsync(
        tenant.Application.Id, db => db.OutboxMails.CountAsync(m => m.ApplicationId == tenant.Application.Id));

    private async Task<(SomeTenant Tenant, SomeUser Known, SomeUser Disabled)> PeopleAsync()
    {
        var tenant = await shared.Host.TenantAsync();
        var (known, disabled) = (await shared.Host.UserAsync(tenant), await shared.Host.UserAsync(tenant));
        await shared.Host.ChangeAsync(tenant, async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == disabled.Id)).Status = UserStatus.Inactive;
            (await db.Tenants.SingleAsync(t => t.Id == tenant.Id)).SignupEnabled = true;
            (await db.Applications.SingleAsync(a => a.Id == tenant.Application.Id)).DiscoveryByMailOnly = true;
        });
        return (tenant, known, disabled);
    }
}
