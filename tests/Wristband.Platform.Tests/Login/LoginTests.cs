using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Sessions;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Login;

/// <summary>P-24, P-30, P-35</summary>
public class LoginTests(SharedPlatform shared)
{
    private static Dictionary<string, string> Credentials(string email, string password) =>
        new() { ["email"] = email, ["password"] = password };

    [Fact]
    public async Task The_right_password_leads_to_the_applications_login_endpoint()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();

        var page = await browser.GetAsync($"{user.Tenant.Base}/login");
        var done = await browser.SubmitAsync(page, "#login", Credentials(user.Email.ToUpperInvariant(), user.Password), follow: false);

        page.Text.ShouldContain($"Sign in to {user.Tenant.Name} Inc.");
        page.Text.ShouldContain($"{user.Tenant.HostName}:6002");
        done.Status.ShouldBe(HttpStatusCode.SeeOther);
        done.Location!.ToString().ShouldBe(
            $"{user.Tenant.Application.LoginUrl}?tenant_name={user.Tenant.Name}&tenant_domain={user.Tenant.Name}");
        browser.Cookies.RawOf(page.Url, "wb-sso").ShouldNotBeNull().ShouldContain("httponly");
    }

    /// <summary>U+FFFE and half a surrogate pair have no normal form.</summary>
    [Theory]
    [InlineData("\ufffe twelve characters")]
    [InlineData("twelve \ud800 characters")]
    public async Task A_password_that_no_keyboard_writes_is_wrong_and_no_fault(string password)
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();

        var page = await browser.GetAsync($"{user.Tenant.Base}/login");
        var again = await browser.SubmitAsync(page, "#login", Credentials(user.Email, password));

        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Document.QuerySelector("#login").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_waiting_authorize_request_goes_on()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();
        var req = await shared.Host.BeginTransactionAsync(browser, user.Tenant, loginHint: "hint@example.com");

        var page = await browser.GetAsync($"{user.Tenant.Base}/login?req={Uri.EscapeDataString(req)}");
        var done = await browser.SubmitAsync(page, "#login", Credentials(user.Email, user.Password), follow: false);

        page.Document.QuerySelector("#email")!.GetAttribute("value").ShouldBe("hint@example.com");
        done.Location!.PathAndQuery.ShouldBe(WaitingRequests.ResumePath(req));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("expired")]
    [InlineData("someone else's")]
    [InlineData("another tenant's")]
    public async Task P24_a_transaction_that_is_not_usable_here_restarts_at_the_application(string which)
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var (browser, stranger) = (platform.NewBrowser(), platform.NewBrowser());
        var req = which switch
        {
            "garbage" => "x.y.z",
            "someone else's" => await platform.BeginTransactionAsync(stranger, user.Tenant),
            "another tenant's" => await platform.BeginTransactionAsync(browser, await platform.TenantAsync(user.Tenant.Application)),
            _ => await platform.BeginTransactionAsync(browser, user.Tenant),
        };
        platform.Time.Advance(which == "expired" ? TimeSpan.FromHours(25) : TimeSpan.FromSeconds(20));

        var page = await browser.GetOnceAsync($"{user.Tenant.Base}/login?req={Uri.EscapeDataString(req)}");

        page.Status.ShouldBe(HttpStatusCode.Found);
        page.Location!.ToString().ShouldStartWith(user.Tenant.Application.LoginUrl + "?tenant_name=");
    }

    [Fact]
    public async Task A_browser_without_cookies_is_told_so_instead_of_going_round_in_circles()
    {
        var tenant = await shared.Host.TenantAsync();
        var req = await shared.Host.BeginTransactionAsync(shared.Host.NewBrowser(), tenant);

        var page = await shared.Host.NewBrowser().GetAsync($"{tenant.Base}/login?req={Uri.EscapeDataString(req)}");

        page.Text.ShouldContain("Cookies are needed");
    }

    [Fact]
    public async Task P30_every_refusal_looks_the_same()
    {
        var tenant = await shared.Host.TenantAsync();
        var disabled = await shared.Host.UserAsync(tenant);
        var passwordless = await shared.Host.UserAsync(tenant);
        var elsewhere = await shared.Host.UserAsync(await shared.Host.TenantAsync(tenant.Application));
        var unverified = await shared.Host.UserAsync(tenant);
        var known = await shared.Host.UserAsync(tenant);
        await shared.Host.ChangeAsync(tenant, async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == disabled.Id)).Status = UserStatus.Inactive;
            (await db.Users.SingleAsync(u => u.Id == passwordless.Id)).PasswordHash = null;
            var pending = await db.Users.SingleAsync(u => u.Id == unverified.Id);
            (pending.Status, pending.EmailVerified) = (UserStatus.PendingSignupActivation, false);
        });
        (string Email, string Password)[] attempts =
        [
            ("nobody@example.com", The.Password), (known.Email, "not this one"), (disabled.Email, The.Password),
            (passwordless.Email, The.Password),
            (elsewhere.Email, The.Password), (unverified.Email, "not this one"), ("not an address", The.Password), (known.Email, ""),
            (known.Email, new string('x', 257)),
        ];

        var answers = new List<string>();
        foreach (var (email, password) in attempts)
        {
            var browser = shared.Host.NewBrowser();
            var page = await browser.GetAsync($"{tenant.Base}/login");
            var answer = await browser.SubmitAsync(page, "#login", Credentials(email, password), follow: false);
            var headers = string.Join('\n', answer.Response.Headers.Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order());
            answers.Add($"{answer.Status}\n{headers}\n{WithoutSecrets(answer, email)}");
        }

        answers[0].ShouldContain("The e-mail address or the password is not right.");
        answers.Distinct().Count().ShouldBe(1, string.Join("\n=====\n", answers.Distinct()));
    }

    // The typed address and the form's own token differ between any two answers.
    private static string WithoutSecrets(Page page, string email)
    {
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return page.Body.Replace(token, "", StringComparison.Ordinal).Replace($"value=\"{email}\"", "value", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_did_not_confirm_yet_is_helped_after_the_right_password()
    {
        var tenant = await shared.Host.TenantAsync();
        var user = await shared.Host.UserAsync(tenant);
        await shared.Host.ChangeAsync(tenant, async db =>
        {
            var pending = await db.Users.SingleAsync(u => u.Id == user.Id);
            (pending.Status, pending.EmailVerified) = (UserStatus.PendingSignupActivation, false);
        });
        var browser = shared.Host.NewBrowser();

        var page = await browser.SubmitAsync(
            await browser.GetAsync($"{tenant.Base}/login"), "#login", Credentials(user.Email, user.Password));
        var sent = await browser.SubmitAsync(page, "#resend");

        page.Text.ShouldContain("Confirm your address first");
        sent.Text.ShouldContain("sent again");
        browser.Cookies.For(page.Url).ShouldNotContainKey("wb-sso");
        (await shared.Host.Mailbox.LastToAsync(user.Email)).Subject.ShouldStartWith("Confirm your address");
    }

    [Fact]
    public async Task P35_a_weaker_hash_is_made_anew_at_login()
    {
        await using var platform = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:Passwords:HashMemoryKiB"] = "64" });
        var user = await platform.UserAsync(await platform.TenantAsync());
        var browser = platform.NewBrowser();

        await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/login"), "#login", Credentials(user.Email, user.Password), follow: false);

        var hash = await platform.ReadAsync(
            user.Tenant.Application.Id, db => db.Users.Where(u => u.Id == user.Id).Select(u => u.PasswordHash).SingleAsync());
        hash.ShouldNotBeNull().ShouldStartWith("$argon2id$v=19$m=64,");
        var again = platform.NewBrowser();
        var done = await again.SubmitAsync(
            await again.GetAsync($"{user.Tenant.Base}/login"), "#login", Credentials(user.Email, user.Password), follow: false);
        done.Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_form_from_elsewhere_signs_nobody_in()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        using var body = new FormUrlEncodedContent(Credentials(user.Email, user.Password));

        var answer = await shared.Host.NewBrowser().FetchAsync(HttpMethod.Post, $"{user.Tenant.Base}/login", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }
}
