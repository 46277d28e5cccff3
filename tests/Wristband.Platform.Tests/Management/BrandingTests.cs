using System.Net;
using Wristband.Platform.Branding;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>/api/v1/page-brandings and /api/v1/email-brandings, and what becomes of them on pages and in mails.</summary>
public class BrandingTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Theory]
    [InlineData("/page-brandings", "page_branding_not_found")]
    [InlineData("/email-brandings", "email_branding_not_found")]
    public async Task A_look_is_made_once_and_changed_by_saving_again(string path, string missing)
    {
        var admin = await Callers.AdminAsync(_platform);

        var made = (await admin.PostAsync(path + "?upsert=true", Look(admin, "#1f5fbf"))).ShouldBeOk(HttpStatusCode.Created);
        var again = (await admin.PostAsync(path + "?upsert=true", Look(admin, "#1a7f4b"))).ShouldBeOk();

        again.Value("id").ShouldBe(made.Value("id"));
        var read = (await admin.GetAsync($"{path}/{made.Value("id")}")).ShouldBeOk();
        read.Body.ShouldBe(again.Body);
        read.Value("primaryButtonBackgroundColor").ShouldBe("#1a7f4b");
        read.Value("logoUrl").ShouldBe("https://cdn.example/logo.png");
        read.Json.GetProperty("metadata").GetProperty("version").GetString().ShouldBe("2");
        (await admin.PostAsync(path, Look(admin, "#1f5fbf"))).ShouldViolate("ownerId not_unique");
        var patched = (await admin.PatchAsync($"{path}/{made.Value("id")}", new { logoUrl = (string?)null })).ShouldBeOk();
        patched.Json.GetProperty("logoUrl").GetString().ShouldBeNull();
        patched.Value("primaryButtonBackgroundColor").ShouldBe("#1a7f4b");
        (await admin.PatchAsync($"{path}/{made.Value("id")}", new { ownerType = "TENANT" })).ShouldViolate("ownerType immutable");
        (await admin.PatchAsync($"{path}/{made.Value("id")}", new { logoHeightPixels = 9 }, ifMatch: "\"1\"")).Status
            .ShouldBe(HttpStatusCode.PreconditionFailed);
        (await admin.GetAsync($"{path}/{ApiClient.Nobody}")).ShouldBeMissing(missing);
    }

    [Theory]
    [InlineData("/page-brandings")]
    [InlineData("/email-brandings")]
    public async Task P46_the_looks_of_others_do_not_exist(string path)
    {
        var tenant = await _platform.TenantAsync();
        var neighbour = await _platform.TenantAsync(tenant.Application);
        var admin = await Callers.AdminAsync(_platform, tenant.Application);
        var owner = await Callers.OwnerAsync(_platform, tenant);
        var nobody = await ApiClient.OfAsync(_platform, await _platform.UserAsync(tenant));
        var ofApplication = (await admin.PostAsync(path, Look(admin, "#1f5fbf"))).ShouldBeOk(HttpStatusCode.Created).Value("id");
        var ofNeighbour = (await admin.PostAsync(path, Look(neighbour, "#1f5fbf"))).ShouldBeOk(HttpStatusCode.Created).Value("id");

        var own = (await owner.PostAsync(path, Look(tenant, "#1f5fbf"))).ShouldBeOk(HttpStatusCode.Created).Value("id");

        (await owner.GetAsync($"{path}/{own}")).ShouldBeOk();
        (await owner.PostAsync(path + "?upsert=true", Look(neighbour, "#000000"))).ShouldBeMissing("tenant_not_found");
        (await owner.PostAsync(path + "?upsert=true", Look(admin, "#000000"))).ShouldBeMissing("application_not_found");
        foreach (var id in new[] { ofApplication, ofNeighbour, ApiClient.Nobody })
        {
            (await owner.GetAsync($"{path}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await owner.PatchAsync($"{path}/{id}", new { logoHeightPixels = 9 })).Status.ShouldBe(HttpStatusCode.NotFound);
            (await nobody.GetAsync($"{path}/{id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await nobody.PatchAsync($"{path}/{id}", new { logoHeightPixels = 9 })).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        (await admin.GetAsync($"{path}/{ofNeighbour}")).Json.GetProperty("metadata").GetProperty("version").GetString().ShouldBe("1");
    }

    [Theory]
    [InlineData("/page-brandings", "panelTextColor", "red", "invalid_color")]
    [InlineData("/page-brandings", "panelTextColor", "#000000;}body{display:none", "invalid_color")]
    [InlineData("/page-brandings", "pageBackgroundType", "IMAGE", "not_supported")]
    [InlineData("/page-brandings", "panelBorderRadiusPixels", 101, "out_of_range")]
    [InlineData("/page-brandings", "logoHeightPixels", -1, "out_of_range")]
    [InlineData("/page-brandings", "logoUrl", "http://cdn.example/logo.png", "invalid_url")]
    [InlineData("/page-brandings", "customCss", "x", "not_allowed")]
    [InlineData("/page-brandings", "panelBoxShadowEnabled", "yes", "invalid_type")]
    [InlineData("/email-brandings", "logoWidthPixels", 601, "out_of_range")]
    [InlineData("/email-brandings", "logoUrl", "javascript:alert(1)", "invalid_url")]
    [InlineData("/email-brandings", "fromEmail", "a@b.example", "not_allowed")]
    public async Task P47_what_breaks_a_rule_is_refused_by_name(string path, string field, object value, string code)
    {
        var admin = await Callers.AdminAsync(_platform);

        var body = new Dictionary<string, object> { ["ownerType"] = "APPLICATION", ["ownerId"] = admin.Application.Id, [field] = value };

        (await admin.PostAsync(path, body)).ShouldViolate($"{field} {code}");
    }

    [Fact]
    public async Task Pages_wear_the_look_of_the_tenant_and_what_it_leaves_open_of_the_application()
    {
        var tenant = await _platform.TenantAsync();
        var admin = await Callers.AdminAsync(_platform, tenant.Application);
        (await SheetAsync(tenant.Base)).ShouldBeEmpty();

        var made = await admin.PostAsync("/page-brandings", new
        {
            ownerType = "APPLICATION",
            ownerId = admin.Application.Id,
            primaryButtonBackgroundColor = "#1f5fbf",
            inputBorderRadiusPixels = 3,
            logoHeightPixels = 56,
            logoUrl = "https://cdn.example/app.png",
        });
        made.ShouldBeOk(HttpStatusCode.Created);
        (await SheetAsync(tenant.Base)).ShouldContain("--brand: #1f5fbf; --brand-ink: #ffffff;");
        (await SheetAsync(tenant.Application.Base)).ShouldContain("--field-radius: 3px;");
        (await admin.PostAsync("/page-brandings", Look(tenant, "#1a7f4b"))).ShouldBeOk(HttpStatusCode.Created);

        var sheet = await SheetAsync(tenant.Base);
        sheet.ShouldContain("--brand: #1a7f4b;");
        sheet.ShouldContain("--field-radius: 3px;");
        sheet.ShouldContain("--logo-height: 56px; --logo-width: auto;");
        sheet.ShouldContain("prefers-color-scheme: dark");
        (await SheetAsync(tenant.Application.Base)).ShouldContain("--brand: #1f5fbf;");
        (await LogoAsync(tenant.Base)).ShouldBe("https://cdn.example/logo.png");
        (await LogoAsync(tenant.Application.Base)).ShouldBe("https://cdn.example/app.png");
        await admin.PatchAsync("/page-brandings/" + made.Value("id"), new { inputBorderRadiusPixels = 7 });
        (await SheetAsync(tenant.Base)).ShouldContain("--field-radius: 7px;");
    }

    [Fact]
    public async Task Replicas_hear_of_a_new_look()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var replica = await platform.StartAnotherAsync();
        var admin = await Callers.AdminAsync(platform);
        (await SheetAsync(admin.Application.Base, replica)).ShouldBeEmpty();

        await admin.PostAsync("/page-brandings", Look(admin, "#1f5fbf"));

        // On a file there is one process; PostgreSQL tells all others.
        platform.Time.Advance(TimeSpan.FromSeconds(31));
        (await SheetAsync(admin.Application.Base, replica)).ShouldContain("--brand: #1f5fbf;");
    }

    [Fact]
    public void Mails_wear_the_look_and_their_buttons_can_always_be_read()
    {
        MailLook.Of((EmailStyle?)null, null, null).ShouldBe(MailLook.Usual);
        var application = new EmailStyle
        {
            PrimaryButtonBackgroundColor = "#00aa81",
            PrimaryButtonTextColor = "#ffffff",
            PrimaryButtonBorderColor = "#000000",
            PrimaryButtonBorderRadiusPixels = 2,
            LogoHeightPixels = 64,
            LogoWidthPixels = 297,
            LogoUrl = "https://cdn.example/logo.png?a=1&b=2",
        };

        var look = MailLook.Of(new EmailStyle { LogoHeightPixels = 32 }, application, "https://cdn.example/other.png");
        var html = Platform.Email.MailHtml.Of(new Platform.Email.MailContent("Hello", ["x"])
        {
            Actions = [new Platform.Email.MailAction("Go", "https://app.example")],
            Look = look,
        });

        look.ButtonInk.ShouldBe("#1b0a13");
        html.ShouldContain("background:#00aa81;color:#1b0a13;");
        html.ShouldContain("border:1px solid #000000;");
        html.ShouldContain("border-radius:2px");
        html.ShouldContain("<img src=\"https://cdn.example/logo.png?a=1&amp;b=2\" alt=\"\" height=\"32\" width=\"297\">");
    }

    private static object Look(ApiClient admin, string color) => new
    {
        ownerType = "APPLICATION",
        ownerId = admin.Application.Id,
        primaryButtonBackgroundColor = color,
        logoUrl = "https://cdn.example/logo.png",
    };

    private static object Look(SomeTenant tenant, string color) => new
    {
        ownerType = "TENANT",
        ownerId = tenant.Id,
        primaryButtonBackgroundColor = color,
        logoUrl = "https://cdn.example/logo.png",
    };

    private async Task<string> SheetAsync(string host, PlatformHost? on = null)
    {
        var browser = (on ?? _platform).NewBrowser();
        var page = await browser.GetAsync(host + "/login");
        var link = page.Document.QuerySelector("link[href^='/brand.css']")?.GetAttribute("href");
        return link is null ? "" : (await browser.FollowAsync(page, link)).Body;
    }

    private async Task<string?> LogoAsync(string host) =>
        (await _platform.NewBrowser().GetAsync(host + "/login")).Document.QuerySelector("img.logo")?.GetAttribute("src");
}
