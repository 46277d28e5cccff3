using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class LogoutFacts : Facts
{
    public LogoutFacts() : base("2.6")
    {
        Add("all", "ends the auth session: the next authorize shows the login page", async w =>
        {
            await w.SignInAsync();
            await LogoutAsync(w);
            (await w.OpenAsync(w.AuthorizeUrl(("prompt", "none")))).Query("error").ShouldBe("login_required");
        });
        Add("all", "no session is not an error", async w => ((int)(await LogoutAsync(w)).Status).ShouldBeOneOf(302, 303));
        Add("all", "without redirect_url: the login URL, with tenant_name and the older tenant_domain", async w =>
        {
            var answer = await LogoutAsync(w);
            answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(w.App.LoginUrl);
            answer.Query("tenant_name").ShouldBe(w.Tenant.Name);
            answer.Query("tenant_domain").ShouldBe(w.Tenant.Name);
        });
        Add("all", "the client's login URL wins over the application's", async w =>
        {
            await w.ChangeClientAsync(client => client.LoginUrl = "http://localhost:6001/client/login");
            (await LogoutAsync(w)).Location.GetLeftPart(UriPartial.Path).ShouldBe("http://localhost:6001/client/login");
        });
        Add("all", "a login URL with placeholder gets the tenant's label", async w =>
            (await LogoutAsync(await w.WithSubdomainsAsync())).Location.Host.ShouldEndWith(".yourapp.example"));
        Add("all", "a registered redirect_url wins, un-encoded as every SDK sends it", async w =>
            (await LogoutAsync(w, "&redirect_url=http://localhost:6001")).Location.GetLeftPart(UriPartial.Authority)
                .ShouldBe("http://localhost:6001"));
        Add("all", "a redirect_url that is not registered is never followed", async w =>
            (await LogoutAsync(w, "&redirect_url=https://evil.example/")).Response.Headers.Location?.Host.ShouldBe("localhost"));
        Add("all", "a registered redirect_url with placeholder is found by its registered and by its filled-in form", async w =>
        {
            await w.ChangeAsync(
                async database =>
                    (await database.Applications.SingleAsync(a => a.Id == w.App.Id)).LogoutUrls =
                        ["https://{tenant_name}.yourapp.example/bye"]);
            foreach (var label in new[] { "{tenant_name}", w.Tenant.Name })
                (await LogoutAsync(w, $"&redirect_url=https://{label}.yourapp.example/bye")).Location.ToString()
                    .ShouldBe($"https://{w.Tenant.Name}.yourapp.example/bye");
        });
        Add("all", "a redirect_url with an & of its own, sent un-encoded, arrives without its tail and is matched so", async w =>
        {
            await w.ChangeAsync(
                async database =>
                    (await database.Applications.SingleAsync(a => a.Id == w.App.Id)).LogoutUrls = ["https://yourapp.example/bye?a=1"]);
            (await LogoutAsync(w, "&redirect_url=https://yourapp.example/bye?a=1&b=2")).Location.ToString()
                .ShouldBe("https://yourapp.example/bye?a=1");
        });
        Add("all", "a state of more than 512 characters stays away and stops nobody", async w =>
            (await LogoutAsync(w, "&state=" + new string('s', 513))).Query("state").ShouldBeNull());
        Add("all", "at a tenant's own domain: ends that domain's session, and the login URL names the domain", async w =>
        {
            var own = await w.Platform.CustomDomainAsync(w.Tenant);
            var answer = await w.OpenAsync($"http://{own}:6002/api/v1/logout?client_id={w.App.ClientId}");
            answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(w.App.LoginUrl);
            answer.Query("tenant_custom_domain").ShouldStartWith(own);
        });
        Add("Django, ASP.NET, Express", "ends the refresh token of the session, also when the SDK could not revoke it (X-A4)", async w =>
        {
            var tokens = await w.TokensAsync();
            await LogoutAsync(w);
            (await TokenFacts.RefreshAsync(w, tokens)).Is(HttpStatusCode.BadRequest);
        });
        Add("ASP.NET", "state is encoded and comes back on the target", async w =>
            (await LogoutAsync(w, "&state=user%20left%26more")).Query("state").ShouldBe("user left&more"));
        Add("Django, Express", "state is raw and comes back on the target", async w =>
            (await LogoutAsync(w, "&state=user_initiated_logout")).Query("state").ShouldBe("user_initiated_logout"));
        Add("all", "without client_id the application's login URL is the target", async w =>
            (await w.OpenAsync(w.Tenant.Base + "/api/v1/logout")).Location.GetLeftPart(UriPartial.Path).ShouldBe(w.App.LoginUrl));
    }

    private static async Task<Answer> LogoutAsync(Wire wire, string more = "")
    {
        var answer = await wire.OpenAsync($"{wire.Tenant.Base}/api/v1/logout?client_id={wire.App.ClientId}{more}");
        answer.Status.ShouldBeOneOf(HttpStatusCode.Found, HttpStatusCode.SeeOther);
        return answer;
    }
}
