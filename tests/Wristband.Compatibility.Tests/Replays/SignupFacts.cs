using System.Net;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class SignupFacts : Facts
{
    public SignupFacts() : base("2.10")
    {
        Workspaces();
        Members();
        Fields();
        Leave("all", "the provision-user API behind the page", "the JSON workflow APIs are not offered yet; no SDK calls them");
        Leave("all", "verification by one-time code", "the address is confirmed with a link only");
        Leave("all", "a redirect URL of the workflow's own after activation",
            "workflow settings are not offered yet; the login URL is the target");
    }

    private void Workspaces()
    {
        Add("all", "the application's host has a signup page that makes a tenant", async w =>
            (await w.Browser.GetAsync($"{w.App.Base}/signup?client_id={w.App.ClientId}")).Document.QuerySelector("form#signup")
                .ShouldNotBeNull());
        Add("all", "after activation the browser is at the login URL with tenant_name, and authorize completes without a question",
            async w =>
        {
            var (name, email) = (Some.Name("new"), $"{Some.Name("founder")}@example.com");
            var done = await ActivateAsync(w, $"{w.App.Base}/signup?client_id={w.App.ClientId}", Workspace(name, email), email);
            done.GetLeftPart(UriPartial.Path).ShouldBe(w.App.LoginUrl);
            Query(done, "tenant_name").ShouldBe(name);
            var host = w.Tenant.HostName.Replace(w.Tenant.Name, name, StringComparison.Ordinal);
            (await w.OpenAsync(w.AuthorizeUrl().Replace(w.Tenant.HostName, host, StringComparison.Ordinal))).Query("code")
                .ShouldNotBeNullOrEmpty();
        });
        Add("all", "the client's login URL wins over the application's", async w =>
        {
            await w.ChangeClientAsync(client => client.LoginUrl = "http://localhost:6001/client/login");
            var (name, email) = (Some.Name("new"), $"{Some.Name("founder")}@example.com");
            (await ActivateAsync(w, $"{w.App.Base}/signup?client_id={w.App.ClientId}", Workspace(name, email), email))
                .GetLeftPart(UriPartial.Path).ShouldBe("http://localhost:6001/client/login");
        });
    }

    private void Members()
    {
        Add("all", "a tenant that does not allow signup has no signup page", async w =>
            (await w.Browser.GetAsync(w.Tenant.Base + "/signup")).Status.ShouldBe(HttpStatusCode.NotFound));
        Add("all", "a tenant that allows signup gets a user more, who comes to the login URL with tenant_name", async w =>
        {
            await w.Platform.ChangeAsync(w.Tenant, tenant => tenant.SignupEnabled = true);
            var email = $"{Some.Name("jo")}@example.com";
            var done = await ActivateAsync(w, w.Tenant.Base + "/signup", Someone(email), email);
            done.GetLeftPart(UriPartial.Path).ShouldBe(w.App.LoginUrl);
            Query(done, "tenant_name").ShouldBe(w.Tenant.Name);
            (await w.OpenAsync(w.AuthorizeUrl())).Query("code").ShouldNotBeNullOrEmpty();
        });
        Add("all", "an address is unique in its tenant: signing up again makes no second user, and the page does not say so", async w =>
        {
            await w.Platform.ChangeAsync(w.Tenant, tenant => tenant.SignupEnabled = true);
            var page = await w.Browser.SubmitAsync(
                await w.Browser.GetAsync(w.Tenant.Base + "/signup"), "form#signup", Someone(w.Person.Email));
            page.Url.AbsolutePath.ShouldBe("/check-mail");
            (await w.UserInfoAsync())["sub"].GetString().ShouldBe(w.Person.Id);
        });
    }

    private void Fields()
    {
        Refuses("a tenant name below 3 characters", "ab", "founder@example.com");
        Refuses("a tenant name above 20 characters", new string('a', 21), "founder@example.com");
        Refuses("an e-mail address above 200 characters", Some.Name("new"), new string('a', 190) + "@example.com");
    }

    private void Refuses(string what, string name, string email) => Add("all", what + " is refused on the page", async w =>
        (await w.Browser.SubmitAsync(await w.Browser.GetAsync(w.App.Base + "/signup"), "form#signup", Workspace(name, email))).Status
            .ShouldBe(HttpStatusCode.BadRequest));

    /// <summary>Signs up, follows the mail's link and confirms. Returns where the platform sends the browser then.</summary>
    private static async Task<Uri> ActivateAsync(Wire wire, string url, Dictionary<string, string> form, string email)
    {
        await wire.Browser.SubmitAsync(await wire.Browser.GetAsync(url), "form#signup", form);
        var page = await wire.Browser.GetAsync((await wire.Platform.Mailbox.LastToAsync(email)).Link);
        var done = await wire.Browser.SubmitAsync(page, "form#confirm", Chosen, follow: false);
        return done.Location.ShouldNotBeNull(done.Text);
    }

    private static readonly Dictionary<string, string> Chosen = new() { ["password"] = The.Password };

    private static Dictionary<string, string> Workspace(string name, string email) =>
        new(Someone(email)) { ["workspace"] = "New workspace", ["address"] = name };

    private static Dictionary<string, string> Someone(string email) => new()
    {
        ["given_name"] = "New",
        ["family_name"] = "Person",
        ["email"] = email,
    };

    private static string? Query(Uri url, string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query).TryGetValue(name, out var value) ? value.ToString() : null;
}
