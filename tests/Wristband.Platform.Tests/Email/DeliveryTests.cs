using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using MimeKit;
using Wristband.Platform.Data;
using Wristband.Platform.Email;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Email;

/// <summary>P-61, over a real SMTP conversation.</summary>
public class DeliveryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A platform whose background delivery sleeps, so that each test decides when mail goes.</summary>
    private static Task<PlatformHost> StartAsync(ScriptedSmtp server) =>
        PlatformHost.StartAsync(server.Settings, WithoutBackgroundDelivery);

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
        await using var server = new ScriptedSmtp();
        await using var platform = await StartAsync(server);
        var user = await AskForResetAsync(platform);

        await DeliverAsync(platform);

        server.Received.Count.ShouldBe(1);
        using var raw = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Received.Single()));
        var message = await MimeMessage.LoadAsync(raw, Cancelled);
        message.From.Mailboxes.Single().Address.ShouldBe("no-reply@wristband.example");
        message.From.Mailboxes.Single().Name.ShouldBe(user.Tenant.Application.Name);
        message.To.Mailboxes.Single().Address.ShouldBe(user.Email);
        message.Subject.ShouldBe($"New password for “{user.Tenant.Name} Inc.”");
        message.TextBody!.ShouldContain($"{user.Tenant.Base}/reset-password?token=");
        message.HtmlBody!.ShouldContain($"href=\"{user.Tenant.Base}/reset-password?token=");
        message.MessageId.ShouldEndWith("@wristband.example");
    }

    [Fact]
    public async Task P58_bodies_are_unreadable_at_rest_and_gone_after_delivery()
    {
        await using var server = new ScriptedSmtp();
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
        await using var server = new ScriptedSmtp();
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
        await using var server = new ScriptedSmtp();
        await using var platform = await StartAsync(server);
        server.RefuseNext("550 5.1.1 no such user");

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
        await using var server = new ScriptedSmtp();
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
        await using var server = new ScriptedSmtp();
        await using var platform = await StartAsync(server);
        for (var i = 0; i < 5; i++) await AskForResetAsync(platform);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync(platform)));

        server.Received.Count.ShouldBe(5);
    }

    [Fact]
    public async Task P61_text_that_somebody_typed_cannot_add_a_header()
    {
        await using var server = new ScriptedSmtp();
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
        });

        await DeliverAsync(platform);

        using var raw = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Received.Single()));
        var message = await MimeMessage.LoadAsync(raw, Cancelled);
        message.Headers.Contains(HeaderId.Bcc).ShouldBeFalse();
        message.Subject!.ShouldContain("“Evil Bcc:");
        message.HtmlBody!.ShouldNotContain("<script>");
        server.Commands.Count(c => c.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Mail_leaves_by_itself_as_soon_as_it_is_written()
    {
        await using var server = new ScriptedSmtp();
        await using var platform = await PlatformHost.StartAsync(server.Settings);
        var user = await AskForResetAsync(platform);

        // Nobody moves the clock: only the signal can have sent it.
        (await server.FirstAsync).ShouldContain(user.Email);
    }

    /// <summary>X-D8: two recipients of a mail server that does not answer hold up nobody else, however many of theirs wait.</summary>
    [Fact]
    public async Task XD8_a_slow_destination_holds_up_no_other()
    {
        await using var server = new ScriptedSmtp();
        await using var platform = await StartAsync(server);
        var tenant = await platform.TenantAsync();
        await using (var unit = platform.Services.CreateAsyncScope())
        {
            unit.ServiceProvider.GetRequiredService<TenantScope>().EnterTenant(tenant.Id, tenant.Application.Id);
            var outbox = unit.ServiceProvider.GetRequiredService<Outbox>();
            var from = new MailFrom(tenant.Application.Id, tenant.Id, "Some application");
            for (var i = 0; i < 60; i++)
                outbox.Add(from, $"u{i}{ScriptedSmtp.SlowDomain}", "Hello", new MailContent("Hello", []), $"slow:{i}");
            await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().SaveChangesAsync(Cancelled);
        }
        platform.Time.Advance(TimeSpan.FromSeconds(1));
        var quick = await AskForResetAsync(platform, await platform.UserAsync(tenant));

        var delivering = DeliverAsync(platform);
        (await server.FirstAsync.WaitAsync(TimeSpan.FromMinutes(1), Cancelled)).ShouldContain(quick.Email);
        var inParallel = server.Commands.Count(c =>
            c.StartsWith("RCPT", StringComparison.Ordinal) && c.Contains(ScriptedSmtp.SlowDomain, StringComparison.Ordinal));
        server.GoOn();
        await delivering;

        inParallel.ShouldBeInRange(1, 2);
        server.Received.Count.ShouldBe(61);
    }

    /// <summary>
    /// X-D27: only an enhanced status about the address (X.1) or the mailbox (X.2) ends a mail. What is about the sender or the relay
    /// is retried, and the operator reads in the log what the server said.
    /// </summary>
    [Theory]
    [InlineData("550 5.1.1 no such user", true)]
    [InlineData("550 5.1.10 null MX", true)]
    [InlineData("552 5.2.2 mailbox full", true)]
    [InlineData("553 5.1.8 bad sender system", false)]
    [InlineData("554 5.7.1 relay access denied", false)]
    [InlineData("550 5.7.26 unauthenticated mail", false)]
    [InlineData("554 5.4.4 no route", false)]
    [InlineData("550 relaying denied", false)]
    [InlineData("452 4.2.2 mailbox full", false)]
    public async Task XD27_only_a_refusal_of_the_recipient_ends_a_mail(string answer, bool ends)
    {
        await using var server = new ScriptedSmtp();
        await using var platform = await PlatformHost.StartAsync(server.Settings, builder =>
        {
            WithoutBackgroundDelivery(builder);
            builder.Logging.AddFakeLogging();
        });
        server.RefuseNext(answer);

        var user = await AskForResetAsync(platform);
        await DeliverAsync(platform);
        var refused = await RowAsync(platform, user);
        platform.Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(platform);

        (refused.AbandonedAt is not null).ShouldBe(ends);
        (refused.ProtectedBody.Length == 0).ShouldBe(ends);
        server.Received.Count.ShouldBe(ends ? 0 : 1);
        var said = answer[4..];
        platform.Services.GetRequiredService<FakeLogCollector>().GetSnapshot()
            .ShouldContain(line => line.Level >= LogLevel.Warning && line.Message.Contains(said, StringComparison.Ordinal));
    }

    /// <summary>
    /// X-A10: who writes is the application. Names that people chose are quoted, short, and never an address to click on.
    /// </summary>
    [Theory]
    [InlineData("PayPal Support https://evil.test/login now", "“PayPal Support now”")]
    [InlineData("Win at www.evil.test", "“Win at”")]
    [InlineData("evil.test/login", "“…”")]
    [InlineData("St. Mary’s No.1 School", "“St. Mary’s No.1 School”")]
    [InlineData("An extraordinarily long name of a workspace that goes on", "“An extraordinarily long name of a works…”")]
    [InlineData("Familie \U0001F469\u200D\U0001F467", "“Familie \U0001F469\u200D\U0001F467”")]
    [InlineData("A name that ends in a family of four: \U0001F469\u200D\U0001F467", "“A name that ends in a family of four:…”")]
    public async Task XA10_names_in_mails_are_quoted_without_addresses(string name, string quoted)
    {
        await using var server = new ScriptedSmtp();
        await using var platform = await StartAsync(server);
        var tenant = await platform.TenantAsync();
        await platform.ChangeAsync(tenant, t => t.DisplayName = name);

        await AskForResetAsync(platform, await platform.UserAsync(tenant));
        await DeliverAsync(platform);

        using var raw = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Received.Single()));
        var message = await MimeMessage.LoadAsync(raw, Cancelled);
        message.From.Mailboxes.Single().Name.ShouldBe(tenant.Application.Name);
        message.Subject.ShouldBe($"New password for {quoted}");
        message.TextBody!.ShouldNotContain("evil.test");
        message.HtmlBody!.ShouldNotContain("evil.test");
    }
}
