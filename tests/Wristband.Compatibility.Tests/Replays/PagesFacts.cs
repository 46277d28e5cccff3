using System.Net;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class TenantDiscoveryFacts : Facts
{
    public TenantDiscoveryFacts() : base("2.9")
    {
        Add("all", "the page opens by hand, without client_id", async w => (await w.Browser.GetAsync(w.App.Base + "/login")).Status.ShouldBe(HttpStatusCode.OK));
        Add("all", "the page opens with client_id", async w => (await w.Browser.GetAsync($"{w.App.Base}/login?client_id={w.App.ClientId}")).Status.ShouldBe(HttpStatusCode.OK));
        Add("all", "one match by e-mail leads to the application's login endpoint with tenant_name and login_hint", async w =>
        {
            var answer = await FindAsync(w, w.Person.Email);
            answer.GetLeftPart(UriPartial.Path).ShouldBe(w.App.LoginUrl);
            Query(answer, "tenant_name").ShouldBe(w.Tenant.Name);
            Query(answer, "login_hint").ShouldBe(w.Person.Email);
        });
        Add("iOS, Express up to 5", "tenant_domain comes beside tenant_name", async w => Query(await FindAsync(w, w.Person.Email), "tenant_domain").ShouldBe(w.Tenant.Name));
        Add("all", "the tenant's name finds the tenant too", async w => Query(await FindAsync(w, w.Tenant.Name), "tenant_name").ShouldBe(w.Tenant.Name));
        Add("Django, ASP.NET", "state, the return URL, comes back as return_url", async w =>
            Query(await FindAsync(w, w.Person.Email, "&state=" + Uri.EscapeDataString("http://localhost:6001/wanted?a=1&b=2")), "return_url")
                .ShouldBe("http://localhost:6001/wanted?a=1&b=2"));
        Add("Django", "leaves / bare in state", async w =>
            Query(await FindAsync(w, w.Person.Email, "&state=http%3A//localhost%3A6001/wanted"), "return_url").ShouldBe("http://localhost:6001/wanted"));
        Add("all", "with a placeholder the tenant's label goes there", async w =>
        {
            var subdomains = await w.WithSubdomainsAsync();
            (await FindAsync(subdomains, subdomains.Person.Email)).Host.ShouldBe(subdomains.Tenant.Name + ".yourapp.example");
        });
        Add("all", "several matches are told by mail, not on the page", async w =>
        {
            await w.Platform.UserAsync(await w.Platform.TenantAsync(w.App), w.Person.Email);
            var page = await w.Browser.GetAsync(w.App.Base + "/login");
            page = await w.Browser.SubmitAsync(page, "form#discovery", new Dictionary<string, string> { ["who"] = w.Person.Email });
            page.Url.GetLeftPart(UriPartial.Authority).ShouldBe(w.App.Base);
            page.Text.ShouldNotContain(w.Tenant.Name);
        });
        Leave("iOS", "the fetch-tenants API", "discovery runs on the page; the JSON workflow APIs are not offered yet");
    }

    private static async Task<Uri> FindAsync(Wire wire, string who, string more = "")
    {
        var page = await wire.Browser.GetAsync($"{wire.App.Base}/login?client_id={wire.App.ClientId}{more}");
        var done = await wire.Browser.SubmitAsync(page, "form#discovery", new Dictionary<string, string> { ["who"] = who }, follow: false);
        return done.Location.ShouldNotBeNull(done.Text);
    }

    private static string? Query(Uri url, string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query).TryGetValue(name, out var value) ? value.ToString() : null;
}

internal sealed class SignupFacts : Facts
{
    public SignupFacts() : base("2.10")
    {
        Add("all", "the application's host has a signup page that makes a tenant", async w =>
            (await w.Browser.GetAsync($"{w.App.Base}/signup?client_id={w.App.ClientId}")).Document.QuerySelector("form#signup").ShouldNotBeNull());
        Add("all", "a tenant that does not allow signup has no signup page", async w =>
            (await w.Browser.GetAsync(w.Tenant.Base + "/signup")).Status.ShouldBe(HttpStatusCode.NotFound));
        Leave("all", "the provision-user API behind the page", "the JSON workflow APIs are not offered yet; no SDK calls them");
    }
}

internal sealed class CallbackFacts : Facts
{
    public CallbackFacts() : base("2.11")
    {
        Add("all", "code and state", async w =>
        {
            var page = await w.SignInAsync(w.AuthorizeUrl(("state", "state-of-22-characters")));
            page.Query("code").ShouldNotBeNullOrEmpty();
            page.Query("state").ShouldBe("state-of-22-characters");
        });
        Add("Gen A, Gen B", "tenant_name", async w => (await w.SignInAsync()).Query("tenant_name").ShouldBe(w.Tenant.Name));
        Add("Legacy", "tenant_domain", async w => (await w.SignInAsync()).Query("tenant_domain").ShouldBe(w.Tenant.Name));
        Add("all", "no parameter comes twice", async w =>
        {
            var page = await w.SignInAsync();
            Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(page.Url.Query).ShouldAllBe(p => p.Value.Count == 1);
        });
        Add("all", "error and error_description come with the state", async w =>
        {
            var answer = await w.OpenAsync(w.AuthorizeUrl(("prompt", "none"), ("state", "state-of-22-characters")));
            answer.Query("error").ShouldBe("login_required");
            answer.Query("error_description").ShouldNotBeNullOrEmpty();
            answer.Query("state").ShouldBe("state-of-22-characters");
            answer.Query("tenant_name").ShouldBe(w.Tenant.Name);
        });
        Add("certified relying parties", "iss names the issuer (RFC 9207)", async w => (await w.SignInAsync()).Query("iss").ShouldBe(w.App.Base));
        Add("all", "no tenant_custom_domain without one", async w => (await w.SignInAsync()).Query("tenant_custom_domain").ShouldBeNull());
        Add("all", "tenant_custom_domain of a tenant that has one", async w =>
        {
            var domain = await w.Platform.CustomDomainAsync(w.Tenant);
            (await w.SignInAsync()).Query("tenant_custom_domain").ShouldStartWith(domain);
        });
    }
}

internal sealed class CustomDomainFacts : Facts
{
    public CustomDomainFacts() : base("2.12")
    {
        Add("Go, Python, Next", "asks without credentials; a host that nobody owns is not valid", w => IsInvalidAsync(w));
        Add("ASP.NET", "asks with Basic", w => IsInvalidAsync(w, ("Authorization", w.Basic)));
        Add("Gen B", "a domain of one of the application's tenants is valid", async w =>
            (await AskAsync(w, await w.Platform.CustomDomainAsync(w.Tenant)))["valid"].GetBoolean().ShouldBeTrue());
        Add("Gen B", "a domain of another application's tenant is not valid here", async w =>
            (await AskAsync(w, await w.Platform.CustomDomainAsync((await Wire.NewAsync(w.Platform)).Tenant)))["valid"].GetBoolean().ShouldBeFalse());
    }

    private static async Task IsInvalidAsync(Wire wire, params (string, string)[] headers) =>
        (await AskAsync(wire, "login.somebody.example", headers))["valid"].GetBoolean().ShouldBeFalse();

    private static async Task<Answer> AskAsync(Wire wire, string domain, params (string, string)[] headers) => (await wire.SendAsync(
        HttpMethod.Post, wire.App.Base + "/api/v1/custom-domains/validate", $$"""{"tenantCustomDomain":"{{domain}}"}""", Wire.Json, headers)).Is(HttpStatusCode.OK);
}

internal sealed class ResourceApiFacts : Facts
{
    public ResourceApiFacts() : base("2.13") =>
        Leave("demos", "users, tenants, roles, invitations, identity providers and the other resource APIs", "not offered yet; no SDK calls them, only demos and scripts do");
}
