using System.Net;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class TenantDiscoveryFacts : Facts
{
    public TenantDiscoveryFacts() : base("2.9")
    {
        Pages();
        Candidates();
        Several();
        WayBack();
    }

    private void Pages()
    {
        Add("all", "the page opens by hand, without client_id", async w =>
            (await w.Browser.GetAsync(w.App.Base + "/login")).Status.ShouldBe(HttpStatusCode.OK));
        Add("all", "the page opens with client_id", async w =>
            (await w.Browser.GetAsync($"{w.App.Base}/login?client_id={w.App.ClientId}")).Status.ShouldBe(HttpStatusCode.OK));
        Add("all", "the page remembers the tenants that this browser found before", async w =>
        {
            await FindAsync(w, w.Tenant.Name);
            var page = await w.Browser.GetAsync(w.App.Base + "/login");
            page.Document.QuerySelector(".choices")!.TextContent.ShouldContain(w.Tenant.HostName);
        });
        Leave("iOS", "the fetch-tenants API", "discovery runs on the page; the JSON workflow APIs are not offered yet");
    }

    private void Candidates()
    {
        Add("all", "one match by e-mail leads to the application's login endpoint with tenant_name and login_hint", async w =>
        {
            var answer = await FindAsync(w, w.Person.Email);
            answer.GetLeftPart(UriPartial.Path).ShouldBe(w.App.LoginUrl);
            Query(answer, "tenant_name").ShouldBe(w.Tenant.Name);
            Query(answer, "login_hint").ShouldBe(w.Person.Email);
        });
        Add("iOS, Express up to 5", "tenant_domain comes beside tenant_name", async w =>
            Query(await FindAsync(w, w.Person.Email), "tenant_domain").ShouldBe(w.Tenant.Name));
        Add("all", "the tenant's name finds the tenant too", async w =>
            Query(await FindAsync(w, w.Tenant.Name), "tenant_name").ShouldBe(w.Tenant.Name));
        NotFound("nobody with this address", _ => Task.CompletedTask, "nobody@example.com");
        NotFound("a person who is not active", w => w.Platform.ChangeAsync(w.Person, user => user.Status = UserStatus.Inactive));
        NotFound("a person whose address is not confirmed", w => w.Platform.ChangeAsync(w.Person, user => user.EmailVerified = false));
        NotFound("a person of a tenant that is not active", w =>
            w.Platform.ChangeAsync(w.Tenant, tenant => tenant.Status = TenantStatus.Inactive));
        Leave("all", "a match of the address's domain with the discovery domains of a tenant",
            "tenants have no discovery domains yet; people are found by their address or the tenant's name");
    }

    private void Several()
    {
        Add("all", "several matches are told by mail, not on the page", async w =>
        {
            await w.Platform.UserAsync(await w.Platform.TenantAsync(w.App), w.Person.Email);
            var page = await w.Browser.GetAsync(w.App.Base + "/login");
            page = await w.Browser.SubmitAsync(page, "form#discovery", new Dictionary<string, string> { ["who"] = w.Person.Email });
            page.Url.GetLeftPart(UriPartial.Authority).ShouldBe(w.App.Base);
            page.Text.ShouldNotContain(w.Tenant.Name);
        });
        Add("all", "the mail about several matches leads to a list, and the list to the tenant's login with login_hint", async w =>
        {
            var second = await w.Platform.TenantAsync(w.App);
            await w.Platform.UserAsync(second, w.Person.Email);
            var page = await w.Browser.GetAsync($"{w.App.Base}/login?client_id={w.App.ClientId}");
            await w.Browser.SubmitAsync(page, "form#discovery", new Dictionary<string, string> { ["who"] = w.Person.Email });
            page = await w.Browser.GetAsync((await w.Platform.Mailbox.LastToAsync(w.Person.Email)).Link);
            var choices = page.Document.QuerySelectorAll(".choices a").Select(a => new Uri(a.GetAttribute("href")!)).ToList();
            choices.Select(choice => Query(choice, "tenant_name")).ShouldBe([w.Tenant.Name, second.Name], ignoreOrder: true);
            choices.ShouldAllBe(choice => Query(choice, "login_hint") == w.Person.Email);
        });
        Leave("all", "the one-time code instead of the link in that mail", "the mail carries a link only");
    }

    private void WayBack()
    {
        Add("all", "the client's login URL wins over the application's", async w =>
        {
            await w.ChangeClientAsync(client => client.LoginUrl = "http://localhost:6001/client/login");
            (await FindAsync(w, w.Person.Email)).GetLeftPart(UriPartial.Path).ShouldBe("http://localhost:6001/client/login");
        });
        Add("all", "a tenant with a domain of its own comes with tenant_custom_domain", async w =>
        {
            var own = await w.Platform.CustomDomainAsync(w.Tenant);
            Query(await FindAsync(w, w.Person.Email), "tenant_custom_domain").ShouldStartWith(own);
        });
        Add("Django, ASP.NET", "state, the return URL, comes back as return_url", async w =>
            Query(await FindAsync(w, w.Person.Email, "&state=" + Uri.EscapeDataString("http://localhost:6001/wanted?a=1&b=2")),
                "return_url")
                .ShouldBe("http://localhost:6001/wanted?a=1&b=2"));
        Add("Django", "leaves / bare in state", async w =>
            Query(await FindAsync(w, w.Person.Email, "&state=http%3A//localhost%3A6001/wanted"), "return_url")
                .ShouldBe("http://localhost:6001/wanted"));
        Add("all", "with a placeholder the tenant's label goes there", async w =>
        {
            var subdomains = await w.WithSubdomainsAsync();
            (await FindAsync(subdomains, subdomains.Person.Email)).Host.ShouldBe(subdomains.Tenant.Name + ".yourapp.example");
        });
        Add("Django, ASP.NET", "a state of 450 characters comes back, a longer one does not", async w =>
        {
            Query(await FindAsync(w, w.Person.Email, "&state=" + new string('s', 450)), "return_url")!.Length.ShouldBe(450);
            Query(await FindAsync(w, w.Person.Email, "&state=" + new string('s', 451)), "return_url").ShouldBeNull();
        });
        Add("Express", "sends no state, and no return_url comes back", async w =>
            Query(await FindAsync(w, w.Person.Email), "return_url").ShouldBeNull());
    }

    private void NotFound(string who, Func<Wire, Task> change, string? typed = null) =>
        Add("all", who + " is not found, and the page does not say so", async w =>
    {
        await change(w);
        (await FindAsync(w, typed ?? w.Person.Email)).AbsolutePath.ShouldBe("/login/check-mail");
        (await w.Platform.Mailbox.ToAsync(typed ?? w.Person.Email)).ShouldBeEmpty();
    });

    private static async Task<Uri> FindAsync(Wire wire, string who, string more = "")
    {
        var page = await wire.Browser.GetAsync($"{wire.App.Base}/login?client_id={wire.App.ClientId}{more}");
        var done = await wire.Browser.SubmitAsync(page, "form#discovery", new Dictionary<string, string> { ["who"] = who }, follow: false);
        return done.Location.ShouldNotBeNull(done.Text);
    }

    private static string? Query(Uri url, string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query).TryGetValue(name, out var value) ? value.ToString() : null;
}
