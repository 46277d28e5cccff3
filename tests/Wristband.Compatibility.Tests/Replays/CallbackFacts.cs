using System.Net;
using Wristband.Platform.Tenants;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

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
        Add("certified relying parties", "iss names the issuer (RFC 9207)", async w =>
            (await w.SignInAsync()).Query("iss").ShouldBe(w.App.Base));
        Add("all", "no tenant_custom_domain without one", async w => (await w.SignInAsync()).Query("tenant_custom_domain").ShouldBeNull());
        Add("Django, Gen B", "tenant_custom_domain of a tenant that has one, with tenant_name beside it", async w =>
        {
            var domain = await w.Platform.CustomDomainAsync(w.Tenant);
            var page = await w.SignInAsync();
            page.Query("tenant_custom_domain").ShouldStartWith(domain);
            page.Query("tenant_name").ShouldBe(w.Tenant.Name);
        });
        Add("all", "with subdomains, too, the tenant is named: SDKs that read the host ignore it", async w =>
        {
            var subdomains = await w.WithSubdomainsAsync();
            (await subdomains.SignInAsync()).Query("tenant_name").ShouldBe(subdomains.Tenant.Name);
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
        Add("Gen B", "a domain of a tenant that is not active is not valid", async w =>
        {
            var domain = await w.Platform.CustomDomainAsync(w.Tenant);
            await w.Platform.ChangeAsync(w.Tenant, tenant => tenant.Status = TenantStatus.Inactive);
            (await AskAsync(w, domain))["valid"].GetBoolean().ShouldBeFalse();
        });
        Add("Gen B", "a vanity host is no custom domain", async w =>
            (await AskAsync(w, w.Tenant.HostName))["valid"].GetBoolean().ShouldBeFalse());
        Add("Gen B", "a body that cannot be read is 400, which SDKs do not repeat", async w => (await w.SendAsync(
            HttpMethod.Post, w.App.Base + "/api/v1/custom-domains/validate", "domain=a.example", Wire.Form))
                .Is(HttpStatusCode.BadRequest)["code"].GetString().ShouldNotBeNull());
        Add("Gen B", "a domain of another application's tenant is not valid here", async w =>
            (await AskAsync(w, await w.Platform.CustomDomainAsync((await Wire.NewAsync(w.Platform)).Tenant)))["valid"].GetBoolean()
                .ShouldBeFalse());
    }

    private static async Task IsInvalidAsync(Wire wire, params (string, string)[] headers) =>
        (await AskAsync(wire, "login.somebody.example", headers))["valid"].GetBoolean().ShouldBeFalse();

    private static async Task<Answer> AskAsync(Wire wire, string domain, params (string, string)[] headers) => (await wire.SendAsync(
        HttpMethod.Post, wire.App.Base
            + "/api/v1/custom-domains/validate", $$"""{"tenantCustomDomain":"{{domain}}"}""", Wire.Json, headers))
            .Is(HttpStatusCode.OK);
}
