using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Login;

/// <summary>X-A9: one mailbox is one account.</summary>
public class AddressTests(SharedPlatform shared)
{
    public static TheoryData<string> WithoutAForm =>
    [
        "\"owner\"@acme.example", "\"own er\"@acme.example", "owner@acme.example.", "ow\u3164ner@acme.example",
        "ow\u202Ener@acme.example",
        "ow\u2060ner@acme.example", "owner\uFE0F@acme.example", "ow\u200Bner@acme.example", "ow\u00ADner@acme.example",
        "owner@ac\u200Bme.example", "owner@ac\u3164me.example", "ow(me)ner@acme.example", "\uD800owner@acme.example", "owner@",
        "@acme.example",
        "owner", "owner@acme..example",
    ];

    [Theory]
    [MemberData(nameof(WithoutAForm))]
    public void XA9_what_has_no_canonical_form_is_no_address(string text) => EmailAddress.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(" Owner@Acme.Example ", "Owner@Acme.Example", "owner@acme.example")]
    [InlineData("\uFF4F\uFF57\uFF4E\uFF45\uFF52\uFF20acme.example", "owner@acme.example", "owner@acme.example")]
    [InlineData("j\u00FCrgen@acme.example", "j\u00FCrgen@acme.example", "j\u00FCrgen@acme.example")]
    [InlineData("ju\u0308rgen@acme.example", "j\u00FCrgen@acme.example", "j\u00FCrgen@acme.example")]
    [InlineData("owner@m\u00FCller.example", "owner@m\u00FCller.example", "owner@xn--mller-kva.example")]
    [InlineData("first.last+tag@acme.example", "first.last+tag@acme.example", "first.last+tag@acme.example")]
    public void XA9_mail_goes_to_what_is_compared(string text, string written, string canonical)
    {
        EmailAddress.TryParse(text, out var address).ShouldBeTrue();

        address!.ShouldBe(new EmailAddress(written, canonical));
    }

    [Theory]
    [InlineData("\"{0}\"@example.com")]
    [InlineData("{0}@example.com.")]
    [InlineData("{0}\u3164@example.com")]
    public async Task XA9_an_account_from_before_is_reached_by_the_address_as_it_is_stored(string form)
    {
        var (user, stored) = await FormerAsync(form);

        (await SignInAsync(user, stored)).Status.ShouldBe(HttpStatusCode.SeeOther);
        var browser = shared.Host.NewBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/forgot-password"), "#forgot",
            new Dictionary<string, string> { ["email"] = stored });
        (await shared.Host.Mailbox.LastToAsync(stored)).Link.ShouldContain("/reset-password");
    }

    [Fact]
    public async Task XA9_nobody_signs_up_with_such_an_address()
    {
        var tenant = await shared.Host.TenantAsync();
        await shared.Host.ChangeAsync(
            tenant, async db => (await db.Tenants.SingleAsync(t => t.Id == tenant.Id)).SignupEnabled = true);
        var browser = shared.Host.NewBrowser();

        var answer = await browser.SubmitAsync(
            await browser.GetAsync($"{tenant.Base}/signup"), "#signup",
            new Dictionary<string, string> { ["given_name"] = "A", ["family_name"] = "B", ["email"] = "\"owner\"@acme.example" });

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await shared.Host.ReadAsync(tenant.Application.Id, db => db.Users.CountAsync(u => u.TenantId == tenant.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task XA9_discovery_lists_no_account_that_is_stored_in_another_form()
    {
        // As an earlier version stored full-width letters: compared as plain ones, and mailed to a mailbox of its own.
        var (user, stored) = await FormerAsync("\uFF55{0}@example.com");
        var plain = "u" + stored[1..];
        await shared.Host.ChangeAsync(user.Tenant, async db =>
        {
            var row = await db.Users.SingleAsync(u => u.Id == user.Id);
            row.CanonicalEmail = plain;
            (await db.Applications.SingleAsync(a => a.Id == user.Tenant.Application.Id)).DiscoveryByMailOnly = true;
        });
        var owner = await shared.Host.UserAsync(await shared.Host.TenantAsync(user.Tenant.Application), plain);
        var browser = shared.Host.NewBrowser();

        await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Application.Base}/login"), "#discovery",
            new Dictionary<string, string> { ["who"] = plain });

        var list = await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(plain)).Link);
        list.Text.ShouldContain(owner.Tenant.Name);
        list.Text.ShouldNotContain(user.Tenant.Name + " Inc.");
        (await shared.Host.Mailbox.ToAsync(stored)).ShouldBeEmpty();
    }

    [Fact]
    public async Task XA9_a_start_names_accounts_whose_address_would_be_refused()
    {
        await using var platform = await PlatformHost.StartAsync(configure: builder => builder.Logging.ClearProviders().AddFakeLogging());
        var tenant = await platform.TenantAsync();
        var (former, fine) = (await platform.UserAsync(tenant), await platform.UserAsync(tenant));
        await platform.ChangeAsync(tenant, async db => (await db.Users.SingleAsync(u => u.Id == former.Id)).Email = "owner@acme.example.");

        var check = platform.Services.GetServices<IHostedService>().OfType<FormerAddresses>().Single();
        await check.StartAsync(CancellationToken.None);
        await check.ExecuteTask!;

        var told = platform.Services.GetRequiredService<FakeLogCollector>().GetSnapshot().Where(r => r.Id.Id == 2041).ToList();
        told.ShouldHaveSingleItem().Message.ShouldContain(former.Id);
        told[0].Message.ShouldNotContain(fine.Id);
    }

    private async Task<(SomeUser User, string Stored)> FormerAsync(string form)
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var stored = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Some.Name("former"));
        await shared.Host.ChangeAsync(user.Tenant, async db =>
        {
            var row = await db.Users.SingleAsync(u => u.Id == user.Id);
            (row.Email, row.CanonicalEmail) = (stored, stored.Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant());
        });
        return (user, stored);
    }

    private async Task<Page> SignInAsync(SomeUser user, string email)
    {
        var browser = shared.Host.NewBrowser();
        return await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/login"), "#login",
            new Dictionary<string, string> { ["email"] = email, ["password"] = user.Password }, follow: false);
    }
}
