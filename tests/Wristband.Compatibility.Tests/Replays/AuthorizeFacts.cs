using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Wristband.Compatibility.Tests.Replays;

internal sealed class AuthorizeFacts : Facts
{
    private const string TooOld = "User must re-authenticate because the specified max_age value has elapsed";

    public AuthorizeFacts() : base("2.2")
    {
        Add("Django, Express", "joins scopes with +", w => LeadsToLoginAsync(w, w.AuthorizeUrl().Replace("%20", "+", StringComparison.Ordinal)));
        Add("ASP.NET", "joins scopes with %20", w => LeadsToLoginAsync(w, w.AuthorizeUrl()));
        Add("Django, FastAPI", "sends 32 characters of state and nonce and gets the state back", w => EchoesStateAsync(w, new string('s', 32)));
        Add("ASP.NET, Express", "sends 43 characters of state and nonce and gets the state back", w => EchoesStateAsync(w, Wire.Random()));
        Add("all", "the longest state, 512 characters, comes back", w => EchoesStateAsync(w, new string('s', 512)));
        Add("Django", "sends a verifier of 64 characters", w => ExchangesAsync(w, new string('v', 64)));
        Add("ASP.NET, Express", "sends a verifier of 43 characters", w => ExchangesAsync(w, Wire.Random()));
        Add("all", "the placeholder travels unsubstituted, braces encoded, and the browser goes to the tenant's subdomain", async w =>
        {
            var subdomains = await w.WithSubdomainsAsync();
            var page = await subdomains.SignInAsync();
            page.Url.Host.ShouldBe(subdomains.Tenant.Name + ".yourapp.example");
            page.Url.AbsolutePath.ShouldBe("/auth/callback");
        });
        Add("all", "redirect_uri may be left out when the client has one", w => LeadsToLoginAsync(w, w.AuthorizeUrl(("redirect_uri", null))));
        Add("all", "an unknown client gets an error page and no redirect", w => StaysAsync(w, ("client_id", "abcdefghijklmnopqrstuvwxyz")));
        Add("all", "a client_id that is too long gets an error page and no redirect", w => StaysAsync(w, ("client_id", new string('a', 27))));
        Add("all", "an unregistered redirect_uri gets an error page and no redirect", w => StaysAsync(w, ("redirect_uri", "https://evil.example/callback")));
        Add("all", "a response_type other than code goes back as unsupported_response_type", w => ReturnsAsync(w, "unsupported_response_type", ("response_type", "token")));
        Add("all", "a scope without openid goes back as invalid_scope", w => ReturnsAsync(w, "invalid_scope", ("scope", "email")));
        Add("all", "an unknown scope goes back as invalid_scope", w => ReturnsAsync(w, "invalid_scope", ("scope", "openid shoe_size")));
        Add("all", "a state longer than 512 goes back as invalid_request", w => ReturnsAsync(w, "invalid_request", ("state", new string('s', 513))));
        Add("all", "PKCE is demanded", w => ReturnsAsync(w, "invalid_request", ("code_challenge", null), ("code_challenge_method", null)));
        Add("all", "PKCE plain is refused", w => ReturnsAsync(w, "invalid_request", ("code_challenge_method", "plain")));
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
        Add("all", "login_hint fills the e-mail field in", async w =>
        {
            var page = await w.Browser.GetAsync(w.AuthorizeUrl(("login_hint", w.Person.Email)));
            page.Document.QuerySelector("input[name=email]")!.GetAttribute("value").ShouldBe(w.Person.Email);
        });
        Add("Django, ASP.NET, Go, Gen B", "an unknown idp_hint is ignored", w => LeadsToLoginAsync(w, w.AuthorizeUrl(("idp_hint", "okta"))));
        Add("Gen B", "on the application's host, with application requests disabled: an error page, no redirect to the application", async w =>
            (await w.OpenAsync(w.AuthorizeUrl().Replace(w.Tenant.Base, w.App.Base, StringComparison.Ordinal))).Response.Headers.Location?.Host.ShouldNotBe("localhost"));
        Add("Gen B", "on the application's host, with application requests enabled: discovery first, then the tenant's login page", async w =>
        {
            await w.ChangeAsync(async database => (await database.Applications.SingleAsync(a => a.Id == w.App.Id)).AuthorizationRequestsEnabled = true);
            var page = await w.Browser.GetAsync(w.AuthorizeUrl().Replace(w.Tenant.Base, w.App.Base, StringComparison.Ordinal));
            page = await w.Browser.SubmitAsync(page, "form#discovery", new Dictionary<string, string> { ["who"] = w.Person.Email });
            page.Url.GetLeftPart(UriPartial.Path).ShouldBe(w.Tenant.Base + "/login");
        });
    }

    private static async Task LeadsToLoginAsync(Wire wire, string url)
    {
        var answer = await wire.OpenAsync(url);
        ((int)answer.Status).ShouldBeOneOf(302, 303);
        answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(wire.Tenant.Base + "/login");
        answer.Query("req").ShouldNotBeNullOrEmpty();
    }

    private static async Task EchoesStateAsync(Wire wire, string state)
    {
        var page = await wire.SignInAsync(wire.AuthorizeUrl(("state", state), ("nonce", state[..Math.Min(state.Length, 128)])));
        page.Query("state").ShouldBe(state);
        page.Query("code").ShouldNotBeNullOrEmpty();
    }

    private static async Task ExchangesAsync(Wire wire, string verifier)
    {
        var page = await wire.SignInAsync(wire.AuthorizeUrl(("code_challenge", Wire.Challenge(verifier))));
        (await wire.ExchangeAsync(page.Query("code")!, verifier)).Is(HttpStatusCode.OK);
    }

    private static async Task StaysAsync(Wire wire, params (string, string?)[] changes)
    {
        var answer = await wire.OpenAsync(wire.AuthorizeUrl(changes));
        answer.Is(HttpStatusCode.BadRequest).Response.Headers.Location.ShouldBeNull();
    }

    private static async Task ReturnsAsync(Wire wire, string error, params (string, string?)[] changes)
    {
        var answer = await wire.OpenAsync(wire.AuthorizeUrl(changes));
        answer.Location.GetLeftPart(UriPartial.Path).ShouldBe(wire.App.RedirectUri);
        answer.Query("error").ShouldBe(error);
        answer.Query("error_description").ShouldNotBeNullOrEmpty();
        answer.Query("code").ShouldBeNull();
    }
}
