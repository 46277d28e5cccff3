using Wristband.Compatibility.Tests.Running;

namespace Wristband.Compatibility.Tests.OfficialSdks;

/// <summary>One application, unchanged, at one platform and then at another: other host, port, database and client.</summary>
public sealed class MovingTests(Guests guests) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => guests.StartAsync();

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Three_environment_variables_move_an_application_to_another_platform_and_nothing_else_changes()
    {
        var (app, elsewhere) = (Guests.Moving, Guests.Moving with { Name = "elsewhere" });
        await using var other = await TlsPlatform.StartAsync(guests.Certificate, elsewhere);

        var (here, there) = (app.At(guests.Platform, guests.Node), elsewhere.At(other, guests.Node));
        there.File.ShouldBe(here.File);
        there.Arguments.ShouldBe(here.Arguments);
        there.Folder.ShouldBe(here.Folder);
        there.Environment.Keys.ShouldBe(here.Environment.Keys, ignoreOrder: true);
        there.Environment.Where(variable => here.Environment[variable.Key] != variable.Value).Select(variable => variable.Key)
            .ShouldBe(["APPLICATION_VANITY_DOMAIN", "CLIENT_ID", "CLIENT_SECRET"], ignoreOrder: true);

        await using (await guests.RunAsync(app, guests.Platform)) await SignsInAsync(app, guests.Platform);
        await using (await guests.RunAsync(elsewhere, other)) await SignsInAsync(elsewhere, other);
    }

    private static async Task SignsInAsync(GuestApp app, TlsPlatform platform)
    {
        var browser = platform.NewBrowser();
        var page = await browser.GetAsync($"{app.Url}/api/auth/login?tenant_domain=acme");
        page.Url.ToString().ShouldStartWith(platform.TenantUrl(app, "acme") + "/login");

        page = await browser.SubmitAsync(
            page, "form#login", new Dictionary<string, string> { ["email"] = TlsPlatform.Person, ["password"] = TlsPlatform.Password });

        page.Url.GetLeftPart(UriPartial.Authority).ShouldBe(app.Url);
        page.Body.ShouldBe("""{"isAuthenticated":true}""");
    }
}
