using System.Net;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Journeys;

/// <summary>Where a journey may have arrived.</summary>
internal static class Places
{
    public static void ShouldBeSignedInAs(this Page page, string name, string workspace)
    {
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Url.ShouldBe(new Uri(DemoHost.Url + "/"));
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe($"Hello, {name}");
        page.Document.QuerySelector(".person small")!.TextContent.ShouldBe(workspace);
    }

    public static void ShouldBeAGuestsHome(this Page page)
    {
        page.Url.ShouldBe(new Uri(DemoHost.Url + "/"));
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("Welcome to the ASP.NET Core demo");
    }

    public static void ShouldBeTheLoginOf(this Page page, string tenant, SomeApplication application)
    {
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Url.Host.ShouldBe($"{tenant}-{application.HostName}");
        page.Url.AbsolutePath.ShouldBe("/login");
        page.Document.QuerySelector("#login").ShouldNotBeNull();
    }
}
