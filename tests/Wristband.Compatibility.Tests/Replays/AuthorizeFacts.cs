using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>What comes of an authorize request, by session, prompt, max_age and host.</summary>
internal sealed class AuthorizeFacts : AuthorizeRequestFacts
{
    private const string TooOld = "User must re-authenticate because the specified max_age value has elapsed";

    public AuthorizeFacts()
    {
        Sessions();
        Ages();
        Hosts();
        Leave("all", "an error page of the application's own",
            "custom error pages are not offered yet; the platform's page says what is wrong");
    }

    private void Sessions()
    {
        Add("all", "no session: the tenant's login page, with the request in req", w => LeadsToLoginAsync(w, w.AuthorizeUrl()));
        Add("all", "no session, prompt=login: the login page", w => LeadsToLoginAsync(w, w.AuthorizeUrl(("prompt", "login"))));
        Add("all", "no session, prompt=none: login_required", w => ReturnsAsync(w, "login_required", ("prompt", "none")));
        Add("all", "session, prompt=login: the login page", async w =>
        {
            await w.SignInAsync();
            await LeadsToLoginAsync(w, w.AuthorizeUrl(("prompt", "login")));
        });
        Add("all", "session: a code at once", async w =>
        {
            await w.SignInAsync();
            (await w.OpenAsync(w.AuthorizeUrl())).Query("code").ShouldNotBeNullOrEmpty();
        });
        Add("all", "session, prompt=none: a code at once", async w =>
        {
            await w.SignInAsync();
            (await w.OpenAsync(w.AuthorizeUrl(("prompt", "none")))).Query("code").ShouldNotBeNullOrEmpty();
        });
    }

    private void Ages()
    {
        Add("all", "session younger than max_age: a code at once", async w =>
        {
            await w.SignInAsync();
            (await w.OpenAsync(w.AuthorizeUrl(("max_age", "60")))).Query("code").ShouldNotBeNullOrEmpty();
        });
        AddLater("all", "session older than max_age: the login page", async w =>
        {
            await w.SignInAsync();
            w.Platform.Time.Advance(TimeSpan.FromSeconds(61));
            await LeadsToLoginAsync(w, w.AuthorizeUrl(("max_age", "60")));
        });
        AddLater("all", "session older than max_age, prompt=none: login_required with the documented text", async w =>
        {
            await w.SignInAsync();
            w.Platform.Time.Advance(TimeSpan.FromSeconds(61));
            var answer = await w.OpenAsync(w.AuthorizeUrl(("max_age", "60"), ("prompt", "none")));
            answer.Query("error").ShouldBe("login_required");
            answer.Query("error_description").ShouldBe(TooOld);
        });
    }

    private void Hosts()
    {
        Add("all", "at a tenant's own domain: the login page of that domain", async w =>
        {
            var own = $"http://{await w.Platform.CustomDomainAsync(w.Tenant)}:6002";
            var answer = await w.OpenAsync(w.AuthorizeUrl().Replace(w.Tenant.Base, own, StringComparison.Ordinal));
            answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(own + "/login");
        });
        Add("Gen B", "on the application's host, with application requests disabled: an error page, no redirect to the application",
            async w =>
            (await w.OpenAsync(OnApplicationHost(w))).Response.Headers.Location.ShouldBeNull());
        Add("Gen B", "on the application's host, with application requests enabled: discovery first, then the tenant's login page",
            async w =>
        {
            await w.ChangeAsync(
                async database => (await database.Applications.SingleAsync(a => a.Id == w.App.Id)).AuthorizationRequestsEnabled = true);
            var page = await w.Browser.GetAsync(OnApplicationHost(w));
            page = await w.Browser.SubmitAsync(page, "form#discovery", new Dictionary<string, string> { ["who"] = w.Person.Email });
            page.Url.GetLeftPart(UriPartial.Path).ShouldBe(w.Tenant.Base + "/login");
        });
    }

    private static string OnApplicationHost(Wire wire) =>
        wire.AuthorizeUrl().Replace(wire.Tenant.Base, wire.App.Base, StringComparison.Ordinal);
}
