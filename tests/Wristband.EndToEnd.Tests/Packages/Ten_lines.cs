using System.Net;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Packages;

/// <summary>The README's promise: a new application and at most ten lines, and people sign in.</summary>
public class Ten_lines(PackedProducts products)
{
    private const int Most = 10;

    [Fact]
    public async Task A_new_web_application_signs_people_in_with_the_lines_of_the_readme()
    {
        NewApplication.Lines().Split('\n').Length.ShouldBeLessThanOrEqualTo(Most);
        using var application = await NewApplication.CreateAsync(products);
        await using var installation = await Installation.StartWithoutDemoAsync();
        File.Copy(installation.DemoSettings, Path.Combine(application.Project, ".env"));
        (await DotnetCommand.RunAsync(application.Project, "build", "-tl:off")).ShouldContain("0 Warning(s)");

        await using var shop = await ServerProcess.StartAsync(
            Path.Combine(application.Project, "bin", "Debug", "net10.0", "Shop.dll"), application.Project,
            new Uri(installation.DemoUrl + "/api/auth/session"), HttpStatusCode.Unauthorized,
            new Dictionary<string, string> { ["ASPNETCORE_URLS"] = installation.DemoUrl });
        var browser = installation.NewBrowser();
        var login = await browser.GetAsync(installation.DemoUrl + "/api/auth/login?tenant_name=acme");
        var home = await browser.SubmitAsync(login, "#login", new Dictionary<string, string>
        {
            ["email"] = "owner@acme.example",
            ["password"] = "opensesame-6002",
        });

        home.Url.ShouldBe(new Uri(installation.DemoUrl + "/"), home.Body + shop.Output);
        home.Body.ShouldBe("Hello from acme");
    }
}
