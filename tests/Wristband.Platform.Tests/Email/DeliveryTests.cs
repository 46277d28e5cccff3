using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Wristband.Platform.Email;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Email;

/// <summary>P-61, over a real SMTP conversation.</summary>
public class DeliveryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A platform whose background delivery sleeps, so that each test decides when mail goes.</summary>
    private static Task<PlatformHost> StartAsync(SmtpServer server) => PlatformHost.StartAsync(server.Settings, WithoutBackgroundDelivery);

    internal static void WithoutBackgroundDelivery(WebApplicationBuilder builder)
    {
        var background = builder.Services.Single(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)
            && s.ImplementationFactory?.Method.ReturnType == typeof(MailDelivery));
        builder.Services.Remove(background);
    }

    internal static async Task<SomeUser> AskForResetAsync(PlatformHost platform, SomeUser? user = null)
    {
        user ??= await platform.UserAsync(await platform.TenantAsync());
        var browser = platform.NewBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/forgot-password"), "#forgot",
            new Dictionary<string, string> { ["email"] = user.Email });
        return user;
    }

    private static Task DeliverAsync(PlatformHost platform) =>
        platform.Services.GetRequiredService<MailDelivery>().DeliverDueAsync(Cancelled);

    private static Task<OutboxMail> RowAsync(PlatformHost platform, SomeUser user) =>
        platform.ReadAsync(user.Tenant.Application.Id, db => db.OutboxMails.SingleAsync(m => m.ToAddress == user.Email));

    [Fact]
    public async Task A_mail_reaches_the_server_as_text_and_html_with_its_link()
    {
        await using var server = new SmtpServer();
        await using var platform = await StartAsync(server);
        var user = await AskForResetAsync(platform);

        await DeliverAsync(platform);

        server.Received.Count.ShouldBe(1);
        using var raw = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Received.Single()));
        var message = await MimeMessage.LoadAsync(raw, Cancelled);
        message.From.Mailboxes.Single().Address.ShouldBe("no-reply@wristband.example");
        message.From.Mailboxes.Single().Name.ShouldBe($"{user.Tenant.Name} Inc.");
        message.To.Mailboxes.Single().Address.ShouldBe(user.Email);
        message.Subject.ShouldBe($"New password for {user.Tenant.Name} Inc.");
        message.TextBody!.ShouldContain($"{user.Tenant.Base}/reset-password?token=");
        message.HtmlBody!.ShouldContain($"href=\"{user.Tenant.Base}/reset-password?token=");
        message.MessageId.ShouldEndWith("@wristband.example");
    }

    [Fact]
    public async Task P58_bodies_are_unreadable_at_rest_and_gone_after_delivery()
    {
        await using var server = new SmtpServer();
        await using var platform = await StartAsync(server);
        var user = await AskForResetAsync(platform);
        var waiting = (await RowAsync(platform, user)).ProtectedBody;

        await DeliverAsync(platform);

        waiting.ShouldNotContain("reset-password");
        var sent = await RowAsync(platform, user);
        sent.ProtectedBody.ShouldBe("");
        sent.SentAt.ShouldBe(platform.Time.GetUtcNow());
    }

    [Fact]
    public async Task P61_D52_a_mail_outage_blocks_nobody_and_the_mail_goes_when_the_server_is_back()
    {
        await using var server = new SmtpServer();
        await using var platform = await StartAsync(server);
        server.RefuseNext("451 try later");
        server.RefuseNext("451 try later");

        var user = await AskForResetAsync(platform);
        await DeliverAsync(platform);
        var first = await RowAsync(platform, user);
        await DeliverAsync(platform);
        var tooEarly = await RowAsync(platform, user);
        platform.Time.Advance(TimeSpan.FromSeconds(10));
        await DeliverAsync(platform);
        platform.Time.Advance(TimeSpan.FromSeconds(20));
        await DeliverAsync(platform);

        first.Attempts.ShouldBe(1);
        first.LastError.ShouldNotBeNull();
        tooEarly.Attempts.ShouldBe(1);
        var sent = await RowAsync(platform, user);
        sent.Attempts.ShouldBe(3);
        sent.SentAt.ShouldNotBeNull();
        server.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_recipient_that_does_not_exist_is_given_up_at_once()
    {
        await using var server = new SmtpServer();
        await using var platform = await StartAsync(server);
        server.RefuseNext("550 no such user");

        var user = await AskForResetAsync(platform);
        await DeliverAsync(platform);
        platform.Time.Advance(TimeSpan.FromHours(2));
        await DeliverAsync(platform);

        var row = await RowAsync(platform, user);
        row.AbandonedAt.ShouldNotBeNull();
        row.ProtectedBody.ShouldBe("");
        server.Commands.Count(c => c.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task P61_a_sender_that_died_after_claiming_a_mail_is_replaced_when_its_claim_runs_out()
    {
        await using var server = new SmtpServer();
        await using var platform = await StartAsync(server);
        var user = await AskForResetAsync(platform);
        await platform.ChangeAsync(user.Tenant, async db =>
        {
            var mail = await db.OutboxMails.SingleAsync(m => m.ToAddress == user.Email);
            (mail.Attempts, mail.NextAttemptAt) = (1, platform.Time.GetUtcNow() + TimeSpan.FromMinutes(5));
        });

        await DeliverAsync(platform);
        var during = server.Received.Count;
        platform.Time.Advance(TimeSpan.FromMinutes(5));
        await DeliverAsync(platform);

        during.ShouldBe(0);
        server.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task P61_senders_side_by_side_send_a_mail_once()
    {
        await using var server = new SmtpServer();
        await using var platform = await StartAsync(server);
        for (var i = 0; i < 5; i++) await AskForResetAsync(platform);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync(platform)));

        server.Received.Count.ShouldBe(5);
    }

    [Fact]
    public async Task P61_text_that_somebody_typed_cannot_add_a_header()
    {
        await using var server = new SmtpServer();
        await using var platform = await StartAsync(server);
        var application = await platform.ApplicationAsync();
        var browser = platform.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync($"{application.Base}/signup"), "#signup", new Dictionary<string, string>
        {
            ["workspace"] = "Evil\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>\u202e",
            ["address"] = "evil",
            ["given_name"] = "Ann",
            ["family_name"] = "Owner",
            ["email"] = "ann@evil.example",
            ["password"] = The.Password,
        });

        await DeliverAsync(platform);

        using var raw = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Received.Single()));
        var message = await MimeMessage.LoadAsync(raw, Cancelled);
        message.Headers.Contains(HeaderId.Bcc).ShouldBeFalse();
        message.Subject!.ShouldContain("Evil Bcc: victim@example.com");
        message.HtmlBody!.ShouldNotContain("<script>");
        server.Commands.Count(c => c.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Mail_leaves_by_itself_as_soon_as_it_is_written()
    {
        await using var server = new SmtpServer();
        await using var platform = await PlatformHost.StartAsync(server.Settings);
        var user = await AskForResetAsync(platform);

        // Nobody moves the clock: only the signal can have sent it.
        (await server.FirstAsync).ShouldContain(user.Email);
    }
}
