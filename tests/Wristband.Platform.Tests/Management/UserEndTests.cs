using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>P-42, P-43, P-48: somebody is out at once, and a tenant keeps an owner.</summary>
public class UserEndTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P42_an_inactive_user_is_out_at_once_and_comes_back_with_a_new_sign_in()
    {
        var (user, admin) = await SomebodyAsync();
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var code = await app.CodeAsync(user);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var mail = await ForgotAsync(user.Tenant, user.Email);
        var path = "/users/" + user.Id;

        (await admin.PatchAsync(path, new { status = "INACTIVE" })).Json.Text("status").ShouldBe("INACTIVE");

        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant))).Location!.AbsolutePath.ShouldBe("/login");
        (await SignInAsync(user)).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await admin.PatchAsync(path, new { status = "ACTIVE" })).Json.Text("status").ShouldBe("ACTIVE");
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant))).Location!.AbsolutePath.ShouldBe("/login");
        (await _platform.NewBrowser().GetAsync(mail.Link)).Document.QuerySelector("#reset").ShouldBeNull();
        (await SignInAsync(user)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task P42_a_deleted_user_is_gone_with_everything()
    {
        var (user, admin) = await SomebodyAsync();
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);

        (await admin.DeleteAsync("/users/" + user.Id)).Expect(HttpStatusCode.NoContent);

        (await admin.GetAsync("/users/" + user.Id)).Code().ShouldBe("user_not_found");
        (await admin.DeleteAsync("/users/" + user.Id)).Code().ShouldBe("user_not_found");
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SignInAsync(user)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _platform.AuditAsync(user.Tenant)).Single(e => e.Type == "user.deleted").Before!.ShouldContain(user.Email);
        var again = await admin.PostAsync("/users", new { tenantId = user.Tenant.Id, email = user.Email });
        again.Expect(HttpStatusCode.Created).Text("id").ShouldNotBe(user.Id);
    }

    [Fact]
    public async Task P48_the_last_owner_can_neither_be_deleted_nor_made_inactive()
    {
        var (first, admin) = await SomebodyAsync();
        var second = await _platform.UserAsync(first.Tenant);
        await _platform.GivePredefinedAsync(first, PredefinedRoles.TenantOwner);
        await _platform.GivePredefinedAsync(second, PredefinedRoles.TenantOwner);

        (await admin.PatchAsync("/users/" + first.Id, new { status = "INACTIVE" })).Expect(HttpStatusCode.OK);
        foreach (var answer in new[]
        {
            await admin.DeleteAsync("/users/" + second.Id), await admin.PatchAsync("/users/" + second.Id, new { status = "INACTIVE" }),
        })
        {
            answer.Expect(HttpStatusCode.BadRequest);
            answer.Code().ShouldBe("last_owner");
        }
        (await admin.DeleteAsync("/users/" + first.Id)).Expect(HttpStatusCode.NoContent);
        await _platform.AllowAsync(await _platform.UserAsync(first.Tenant), PredefinedBoundaries.Tenant, "role:manage-assignments");
        (await admin.DeleteAsync("/users/" + second.Id)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task P48_two_owners_that_are_deleted_at_once_leave_one()
    {
        var (first, admin) = await SomebodyAsync();
        var second = await _platform.UserAsync(first.Tenant);
        await _platform.GivePredefinedAsync(first, PredefinedRoles.TenantOwner);
        await _platform.GivePredefinedAsync(second, PredefinedRoles.TenantOwner);

        var answers = await Task.WhenAll(admin.DeleteAsync("/users/" + first.Id), admin.DeleteAsync("/users/" + second.Id));

        answers.Select(a => a.Status).Order().ShouldBe([HttpStatusCode.NoContent, HttpStatusCode.BadRequest]);
    }

    [Fact]
    public async Task P48_nobody_takes_over_somebody_above_themselves_by_another_address()
    {
        var (owner, admin) = await SomebodyAsync();
        await _platform.GivePredefinedAsync(owner, PredefinedRoles.TenantOwner);
        var (helper, plain) = (await _platform.UserAsync(owner.Tenant), await _platform.UserAsync(owner.Tenant));
        await _platform.AllowAsync(
            helper, PredefinedBoundaries.Tenant, "user:read", "user:update", "user:manage-email", "user:manage-status");
        var desk = await ApiClient.OfAsync(_platform, helper);
        var mail = await ForgotAsync(plain.Tenant, plain.Email);
        var address = $"{Some.Name("u")}@example.com";

        (await desk.PatchAsync("/users/" + owner.Id, new { email = address })).Status.ShouldBe(HttpStatusCode.Forbidden);
        var moved = (await desk.PatchAsync("/users/" + plain.Id, new { email = address })).Expect(HttpStatusCode.OK);

        moved.Text("email").ShouldBe(address);
        moved.GetProperty("emailVerified").GetBoolean().ShouldBeFalse();
        (await _platform.NewBrowser().GetAsync(mail.Link)).Document.QuerySelector("#reset").ShouldBeNull();
        (await admin.PatchAsync("/users/" + owner.Id, new { email = $"{Some.Name("u")}@example.com", emailVerified = true })).Json
            .GetProperty("emailVerified").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task P43_sessions_are_listed_and_ended_and_apps_on_devices_go_on()
    {
        var (user, admin) = await SomebodyAsync();
        var native = await _platform.ClientAsync(user.Tenant.Application, ClientType.Native);
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var device = new RelyingParty(_platform, user.Tenant.Application) { ClientId = native.Id, ClientSecret = null };
        var (tokens, kept) = (await app.SignInAsync(user), await device.SignInAsync(user));
        var path = $"/users/{user.Id}/auth-sessions";

        var listed = (await admin.GetAsync(path + "?sort_by=metadata.creationTime:desc")).Expect(HttpStatusCode.OK);
        listed.GetProperty("totalResults").GetInt32().ShouldBe(2);
        listed.GetProperty("items")[0].Text("userId").ShouldBe(user.Id);
        (await admin.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);

        (await admin.GetAsync(path)).Json.GetProperty("totalResults").GetInt32().ShouldBe(0);
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        kept = Tokens.Of(await device.RefreshAsync(kept.RefreshToken));
        (await admin.PostAsync($"/users/{user.Id}/refresh-tokens/revoke")).Expect(HttpStatusCode.NoContent);
        (await device.RefreshAsync(kept.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await _platform.AuditAsync(user.Tenant)).Select(e => e.Type).ShouldBe(["user.sessions_ended", "user.refresh_tokens_revoked"]);
    }

    [Fact]
    public async Task P43_revoking_refresh_tokens_leaves_the_person_signed_in()
    {
        var (user, admin) = await SomebodyAsync();
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        (await admin.PostAsync($"/users/{user.Id}/refresh-tokens/revoke")).Expect(HttpStatusCode.NoContent);

        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant))).Location!.AbsoluteUri.ShouldStartWith(app.RedirectUri);
    }

    [Fact]
    public async Task P43_people_see_and_end_their_own_sessions_where_a_role_lets_them()
    {
        var (user, _) = await SomebodyAsync();
        await _platform.AllowAsync(user, PredefinedBoundaries.Self, "auth-session:read", "auth-session:delete", "refresh-token:revoke");
        var colleague = await _platform.UserAsync(user.Tenant);
        var person = await ApiClient.OfAsync(_platform, user);

        (await person.GetAsync($"/users/{user.Id}/auth-sessions")).Json.GetProperty("totalResults").GetInt32().ShouldBe(1);
        (await person.GetAsync($"/users/{colleague.Id}/auth-sessions")).Code().ShouldBe("user_not_found");
        (await person.DeleteAsync($"/users/{user.Id}/auth-sessions")).Expect(HttpStatusCode.NoContent);
        (await _platform.ReadAsync(
            user.Tenant.Application.Id, db => db.AuthSessions.CountAsync(s => s.UserId == user.Id && s.EndedAt == null))).ShouldBe(0);
        (await person.GetAsync("/users/" + user.Id)).Status.ShouldBe(HttpStatusCode.Unauthorized, "their own token ended with it");
    }

    private async Task<(SomeUser User, ApiClient Admin)> SomebodyAsync()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        return (user, await ApiClient.AdminAsync(_platform, user.Tenant.Application));
    }

    private async Task<Mail> ForgotAsync(SomeTenant tenant, string email)
    {
        var browser = _platform.NewBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync($"{tenant.Base}/forgot-password"), "#forgot", new Dictionary<string, string> { ["email"] = email });
        return await _platform.Mailbox.LastToAsync(email);
    }

    private async Task<Page> SignInAsync(SomeUser user)
    {
        var browser = _platform.NewBrowser();
        return await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/login"), "#login",
            new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password }, follow: false);
    }
}
