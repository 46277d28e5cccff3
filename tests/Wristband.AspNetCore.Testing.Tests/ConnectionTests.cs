using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;

namespace Wristband.AspNetCore.Testing.Tests;

/// <summary>Applications are set up in many ways; the platform in memory fits them all, or says why not.</summary>
public class ConnectionTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    [InlineData("Testing")]
    public async Task Any_environment_will_do(string environment)
    {
        await using var factory = Given.Application(environment: environment);
        using var client = factory.CreateClientFor(new TestUser());

        (await client.GetStringAsync("/")).ShouldBe("Hello from acme");
    }

    [Fact]
    public async Task Session_secrets_of_the_application_stay_in_use()
    {
        await using var factory = Given.Application(
            environment: "Production", settings: ("Wristband:SessionSecrets:0", "4Jx0P7uT-2fKq9Wm5Zs8Rb1Nc6Yd3Ge-Hv"));
        using var client = factory.CreateClientFor(new TestUser());

        (await client.GetStringAsync("/")).ShouldBe("Hello from acme");
    }

    [Fact]
    public async Task Tenants_may_have_subdomains()
    {
        await using var factory = Given.Application(new WristbandTestPlatform { TenantRootDomain = "yourapp.io" });
        using var client = factory.CreateClientFor(new TestUser { Tenant = "globex" });

        client.BaseAddress!.Host.ShouldBe("globex.yourapp.io");
        (await client.GetStringAsync("/")).ShouldBe("Hello from globex");
    }

    [Fact]
    public async Task Subdomains_that_the_application_configures_itself_are_known()
    {
        await using var factory = Given.Application(settings: ("Wristband:ParseTenantFromRootDomain", "yourapp.io"));
        using var client = factory.CreateClientFor(new TestUser());

        client.BaseAddress!.Host.ShouldBe("acme.yourapp.io");
        (await client.GetStringAsync("/")).ShouldBe("Hello from acme");
    }

    [Fact]
    public async Task Tenants_may_have_a_domain_of_their_own()
    {
        await using var factory = Given.Application();
        using var client = factory.CreateClientFor(new TestUser { TenantCustomDomain = "login.customer.example" });
        using var logout = await client.PostAsync("/api/auth/logout", null);

        logout.Headers.Location!.Host.ShouldBe("login.customer.example");
    }

    [Fact]
    public async Task Addresses_that_the_application_configures_itself_are_kept()
    {
        await using var factory = Given.Application(environment: "Production", settings:
        [
            ("Wristband:AutoConfigure", "false"), ("Wristband:AuthPath", "/account"),
            ("Wristband:LoginUrl", "https://www.yourapp.io/account/login"),
            ("Wristband:RedirectUri", "https://www.yourapp.io/account/callback"),
        ]);
        using var client = factory.CreateClientFor(new TestUser());

        client.BaseAddress!.Host.ShouldBe("www.yourapp.io");
        (await client.GetStringAsync("/")).ShouldBe("Hello from acme");
    }

    [Fact]
    public async Task Real_settings_never_lead_to_the_real_platform()
    {
        await using var factory = Given.Application(settings:
        [
            ("Wristband:ApplicationVanityDomain", "app-company.us.wristband.dev"), ("CLIENT_ID", "real"),
            ("CLIENT_SECRET", new string('x', 40)),
        ]);
        using var client = factory.CreateClientFor(new TestUser());
        using var logout = await client.PostAsync("/api/auth/logout", null);

        logout.Headers.Location!.Host.ShouldBe("acme-app.wristband.test");
    }

    [Fact]
    public async Task Roles_that_the_application_does_not_ask_for_are_a_mistake_of_the_test()
    {
        await using var factory = Asking("openid", "offline_access");

        (await FailureAsync(factory, new TestUser { Roles = ["app:demo:owner"] })).ShouldContain("does not ask for the scope 'roles'");
    }

    [Fact]
    public async Task Without_a_scope_the_application_learns_nothing_of_it()
    {
        await using var factory = Asking("openid", "offline_access");
        using var client = await factory.CreateClientForAsync(new TestUser());

        (await client.GetStringAsync("/api/auth/session")).ShouldNotContain("@acme.example");
    }

    [Fact]
    public async Task A_name_that_no_tenant_has_is_said_to_be_one()
    {
        await using var factory = Given.Application();

        (await FailureAsync(factory, new TestUser { Tenant = "not a label" })).ShouldContain("did not accept 'not a label' as a tenant");
    }

    [Fact]
    public async Task A_factory_without_the_platform_says_what_is_missing()
    {
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            foreach (var section in new[] { "Wristband", "Wristband:partners" })
            {
                builder.UseSetting(section + ":ApplicationVanityDomain", "app.example")
                    .UseSetting(section + ":ClientId", "client-" + section.Length)
                    .UseSetting(section + ":ClientSecret", new string('x', 40));
            }
        });

        (await FailureAsync(factory, new TestUser())).ShouldContain("factory.WithWristband()");
    }

    private static WebApplicationFactory<Program> Asking(params string[] scopes) => Given.Application().WithWebHostBuilder(builder =>
        builder.ConfigureAppConfiguration(c => c.AddInMemoryCollection([new("SampleApp:Scopes", string.Join(' ', scopes))])));

    private static async Task<string> FailureAsync(WebApplicationFactory<Program> factory, TestUser user) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => factory.CreateClientForAsync(user))).Message;
}
