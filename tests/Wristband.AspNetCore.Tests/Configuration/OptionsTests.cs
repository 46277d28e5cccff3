using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Configuration;

public class OptionsTests
{
    // S-01, S-02, S-90
    [Theory]
    [InlineData("ApplicationVanityDomain", "", "WB1001")]
    [InlineData("ApplicationVanityDomain", "https://", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test/", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test/path", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test.", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test:", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test:0", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test:65536", "WB1002")]
    [InlineData("ApplicationVanityDomain", "user@demo.platform.test", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo platform.test", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo..platform.test", "WB1002")]
    [InlineData("ApplicationVanityDomain", "-demo.platform.test", "WB1002")]
    [InlineData("ApplicationVanityDomain", "démo.platform.test", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test?x", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test#x", "WB1002")]
    [InlineData("ApplicationVanityDomain", "demo.platform.test\\x", "WB1002")]
    [InlineData("ApplicationVanityDomain", "ftp://demo.platform.test", "WB1002")]
    [InlineData("ApplicationVanityDomain", "http://demo.platform.test", "WB1003")]
    [InlineData("ApplicationVanityDomain", "http://demo.dev.localhost:6002", "WB1003")]
    [InlineData("ApplicationVanityDomain", null, "WB1001")]
    [InlineData("ClientId", "", "WB1004")]
    [InlineData("ClientId", null, "WB1004")]
    [InlineData("ClientId", "a:b", "WB1004")]
    [InlineData("ClientId", "a b", "WB1004")]
    [InlineData("ClientSecret", "", "WB1005")]
    [InlineData("ClientSecret", "only-31-characters-long-xxxxxxx", "WB1005")]
    [InlineData("ClientSecret", "has:%+é-and-is-long-enough-otherwise-x", "WB1005")]
    [InlineData("LoginUrl", "login", "WB1006")]
    [InlineData("LoginUrl", "http://app.test/login", "WB1006")]
    [InlineData("LoginUrl", "http://localhost:6001/login", "WB1006")]
    [InlineData("RedirectUri", "https://app.test/callback#x", "WB1007")]
    [InlineData("RedirectUri", "https://user@app.test/callback", "WB1007")]
    [InlineData("RedirectUri", "https://a-{tenant_name}.app.test/callback", "WB1007")]
    [InlineData("RedirectUri", "https://app.test/{tenant_name}/callback", "WB1007")]
    [InlineData("ParseTenantFromRootDomain", "app.test:8443", "WB1009")]
    [InlineData("ParseTenantFromRootDomain", "https://app.test", "WB1009")]
    [InlineData("CustomApplicationLoginPageUrl", "https://{tenant_name}.app.test", "WB1010")]
    [InlineData("AutoConfigure", "false", "WB1011")]
    [InlineData("Scopes:0", "openid email", "WB1012")]
    [InlineData("DefaultTenantName", "a.b", "WB1013")]
    [InlineData("DefaultTenantCustomDomain", "https://login.acme.example", "WB1013")]
    [InlineData("TenantCustomDomains:0", "login.acme.example/", "WB1013")]
    [InlineData("DefaultReturnUrl", "https://app.test", "WB1014")]
    [InlineData("DefaultReturnUrl", "//evil.example", "WB1014")]
    [InlineData("DefaultReturnUrl", null, "WB1014")]
    [InlineData("AuthPath", null, "WB1014")]
    [InlineData("AuthPath", "auth", "WB1014")]
    [InlineData("AuthPath", "/auth/{x}", "WB1014")]
    [InlineData("AllowedReturnOrigins:0", "https://app.test/path", "WB1015")]
    [InlineData("AllowedCsrfOrigins:0", "*", "WB1015")]
    [InlineData("SessionLifetime", "1.00:00:01", "WB1016")]
    [InlineData("SessionIdleTimeout", "13:00:00", "WB1016")]
    [InlineData("SessionIdleTimeout", "00:00:00", "WB1016")]
    [InlineData("TokenExpirationBuffer", "-00:00:01", "WB1016")]
    [InlineData("SessionSameSite", "None", "WB1017")]
    [InlineData("SessionSecrets:0", "short", "WB1018")]
    [InlineData("SessionSecrets:0", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "WB1018")]
    [InlineData("SessionSecrets:3", "", "WB1018")]
    public async Task A_wrong_setting_stops_the_start_and_says_which(string key, string? value, string id)
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => SdkWorld.StartAsync(s =>
        {
            if (key == "SessionSecrets:3") for (var i = 0; i < 4; i++) s.Settings[$"Wristband:SessionSecrets:{i}"] = SdkWorld.Secret + i;
            else s.Settings["Wristband:" + key] = value;
        }));

        failure.Failures.ShouldHaveSingleItem().ShouldStartWith(id);
    }

    [Fact]
    public async Task XE4_a_scope_is_added_to_the_defaults_wherever_it_is_said()
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Settings["Wristband:Scopes:0"] = "openid";
            s.Settings["Wristband:Scopes:1"] = "profile";
            s.Options = options => options.Scopes.Add("roles");
        });

        var authorize = (await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme")).Location!;

        authorize.Parameter("scope").ShouldBe("openid offline_access email profile roles");
    }

    [Theory]
    [InlineData("RedirectUri", "localhost:6001/cb", "begins with 'https://'")]
    [InlineData("ParseTenantFromRootDomain", "https://app.test", "without 'https://'")]
    [InlineData("DefaultTenantCustomDomain", "https://login.acme.example", "without 'https://'")]
    [InlineData("AllowedReturnOrigins:0", "front.test", "with 'https://'")]
    [InlineData("ApplicationVanityDomain", "ftp://demo.platform.test", "No scheme is needed")]
    public async Task XF6_a_scheme_in_the_wrong_place_is_named(string key, string value, string said)
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(
            () => SdkWorld.StartAsync(s => s.Settings["Wristband:" + key] = value));

        failure.Failures.ShouldHaveSingleItem().ShouldContain(said);
    }

    [Fact]
    public async Task XE5_an_API_that_only_validates_tokens_needs_no_client_secret()
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = SdkWorldSetup.Empty.FullName, EnvironmentName = "Production" });
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(new SdkWorldSetup().Settings);
        builder.Configuration["Wristband:ClientSecret"] = "";
        builder.AddWristband();
        await using var app = builder.Build();
        app.MapGet("/api", () => "").RequireWristbandJwt();

        await app.StartAsync(TestContext.Current.CancellationToken);

        Should.Throw<OptionsValidationException>(() => app.MapWristband()).Message.ShouldStartWith("WB1005");
    }

    // S-01
    [Fact]
    public async Task All_problems_are_said_at_once()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => SdkWorld.StartAsync(s => s.Settings.Clear()));

        failure.Failures.Select(f => f.Split(' ')[0]).ShouldBe(["WB1001", "WB1004", "WB1005", "WB1020"]);
    }

    // S-01: also where nothing maps the endpoints
    [Fact]
    public async Task They_are_said_by_a_host_that_only_registers_the_SDK()
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = SdkWorldSetup.Empty.FullName, EnvironmentName = "Production" });
        builder.AddWristband();
        await using var app = builder.Build();

        await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync());
    }

    [Fact]
    public async Task Mapping_without_registration_says_what_is_missing()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        Should.Throw<InvalidOperationException>(() => app.MapWristband()).Message.ShouldContain("AddWristband()");
    }

    // The scheme rule, in its one place
    [Theory]
    [InlineData("Development", "http://demo.dev.localhost:6002", "http://acme-demo.dev.localhost:6002")]
    [InlineData("Development", "HTTP://Wristband.localhost", "http://acme-wristband.localhost")]
    [InlineData("Development", "demo.dev.localhost:6443", "https://acme-demo.dev.localhost:6443")]
    [InlineData("Development", "https://demo.dev.localhost:6443", "https://acme-demo.dev.localhost:6443")]
    [InlineData("Production", "demo.dev.localhost:6443", "https://acme-demo.dev.localhost:6443")]
    [InlineData("Production", "App-Company.us.wristband.dev", "https://acme-app-company.us.wristband.dev")]
    public async Task Https_unless_the_value_says_http_on_this_machine_in_development(string environment, string domain, string origin)
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Environment = environment;
            s.Settings["Wristband:ApplicationVanityDomain"] = domain;
            s.Settings["Wristband:AutoConfigure"] = "false";
            s.Settings["Wristband:LoginUrl"] = "https://app.test/api/auth/login";
            s.Settings["Wristband:RedirectUri"] = "https://app.test/api/auth/callback";
        });

        var target = (await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme")).Location!;

        target.GetLeftPart(UriPartial.Authority).ShouldBe(origin);
    }

    [Theory]
    [InlineData("section", "section")]
    [InlineData("environment", "environment")]
    [InlineData("file", "file")]
    [InlineData("section environment file", "section")]
    [InlineData("environment file", "environment")]
    [InlineData("code section environment file", "code")]
    public async Task The_more_specific_source_of_the_three_values_wins(string sources, string winner)
    {
        var folder = Directory.CreateTempSubdirectory("wristband-env-");
        if (sources.Contains("file", StringComparison.Ordinal))
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, ".env"),
                $"# comment\nexport CLIENT_ID=\"file\"\nCLIENT_SECRET='{FakePlatform.ClientSecret}' \nAPPLICATION_VANITY_DOMAIN = " +
                    $"file.platform.test # ours\n");
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.ContentRoot = folder.FullName;
            foreach (var key in new[] { "ApplicationVanityDomain", "ClientId", "ClientSecret" }) s.Settings.Remove("Wristband:" + key);
            foreach (var source in sources.Split(' ').Except(["file"]).Append("last"))
            {
                var (domain, id, secret) = source switch
                {
                    "section" => ("Wristband:ApplicationVanityDomain", "Wristband:ClientId", "Wristband:ClientSecret"),
                    "environment" => ("APPLICATION_VANITY_DOMAIN", "CLIENT_ID", "CLIENT_SECRET"),
                    _ => ("", "", ""),
                };
                if (id.Length == 0) continue;
                (s.Settings[domain], s.Settings[id], s.Settings[secret]) = (source + ".platform.test", source, FakePlatform.ClientSecret);
            }
            if (sources.StartsWith("code", StringComparison.Ordinal))
                s.Options = o => (o.ApplicationVanityDomain, o.ClientId) = ("code.platform.test", "code");
        });

        var options = world.Services.GetRequiredService<IOptions<WristbandOptions>>().Value;

        options.ApplicationVanityDomain.ShouldBe(winner + ".platform.test");
        options.ClientId.ShouldBe(winner);
        options.ClientSecret.ShouldBe(FakePlatform.ClientSecret);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Registering_twice_is_registering_once()
    {
        await using var world = await SdkWorld.StartAsync(s => s.After = b => b.Services.AddWristband(o => o.Scopes.Add("profile")));

        await world.SignInAsync();

        world.Platform.Authorizations.Single().Parameter("scope").ShouldBe("openid offline_access email profile");
    }

    [Fact]
    public async Task The_endpoints_can_live_elsewhere()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:AuthPath"] = "/sign-in/");
        world.Platform.EditSettings = s => s["redirectUri"] = "https://app.test/sign-in/callback";

        var page = await world.Browser.GetAsync($"{SdkWorld.App}/sign-in/login?tenant_name=acme&return_url=/members");

        page.Body.ShouldBe("members of acme");
        (await world.NewBrowser().GetOnceAsync($"{SdkWorld.App}/members")).Location!.AbsolutePath.ShouldBe("/sign-in/login");
    }

    [Fact]
    public async Task A_key_ring_without_the_framework_counts_as_one()
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Settings.Remove("Wristband:SessionSecrets:0");
            s.Before = b => b.Services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateTempSubdirectory("wristband-keys-"));
        });

        await world.SignInAsync();
    }
}
