using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>The parameters of an authorize request, one by one: their forms and their limits.</summary>
internal sealed class AuthorizeParameterFacts : AuthorizeRequestFacts
{
    private static readonly string ALineOf2001 = "http://localhost:6001/" + new string('a', 1979);

    public AuthorizeParameterFacts()
    {
        Client();
        RedirectUri();
        Scope();
        StateAndNonce();
        Pkce();
        PromptAndHints();
    }

    private void Client()
    {
        Add("all", "an unknown client gets an error page and no redirect", w => StaysAsync(w, ("client_id", "abcdefghijklmnopqrstuvwxyz")));
        Add("all", "a missing client_id gets an error page and no redirect", w => StaysAsync(w, ("client_id", null)));
        Add("all", "a client_id that is too long gets an error page and no redirect", w =>
            StaysAsync(w, ("client_id", new string('a', 27))));
        Add("all", "the client of another application is unknown at this tenant", async w =>
            await StaysAsync(w, ("client_id", (await w.Platform.ApplicationAsync()).ClientId)));
        Add("all", "a response_type other than code goes back as unsupported_response_type", w =>
            ReturnsAsync(w, "unsupported_response_type", ("response_type", "token")));
        Add("all", "a missing response_type goes back as invalid_request", w =>
            ReturnsAsync(w, "invalid_request", ("response_type", null)));
    }

    private void RedirectUri()
    {
        Add("all", "redirect_uri may be left out when the client has one", w =>
            LeadsToLoginAsync(w, w.AuthorizeUrl(("redirect_uri", null))));
        Add("all", "redirect_uri left out by a client that has several gets an error page and no redirect", async w =>
        {
            await w.ChangeClientAsync(client => client.RedirectUris = [.. client.RedirectUris, "http://localhost:6001/second"]);
            await StaysAsync(w, ("redirect_uri", null));
        });
        Add("all", "an unregistered redirect_uri gets an error page and no redirect", w =>
            StaysAsync(w, ("redirect_uri", "https://evil.example/callback")));
        Add("all", "a redirect_uri of more than 2000 characters gets an error page and no redirect", w =>
            StaysAsync(w, ("redirect_uri", ALineOf2001)));
        Add("all", "the placeholder travels unsubstituted, braces encoded, and the browser goes to the tenant's subdomain", async w =>
        {
            var subdomains = await w.WithSubdomainsAsync();
            var page = await subdomains.SignInAsync();
            page.Url.Host.ShouldBe(subdomains.Tenant.Name + ".yourapp.example");
            page.Url.AbsolutePath.ShouldBe("/auth/callback");
        });
        Add("Legacy", "the older placeholder {tenant_domain} means the same", async w =>
        {
            var older = await Wire.NewAsync(
                w.Platform, "https://{tenant_domain}.yourapp.example/auth/login", "https://{tenant_domain}.yourapp.example/auth/callback");
            (await older.SignInAsync()).Url.Host.ShouldBe(older.Tenant.Name + ".yourapp.example");
        });
    }

    private void Scope()
    {
        Add("Django, Express", "joins scopes with +", w =>
            LeadsToLoginAsync(w, w.AuthorizeUrl().Replace("%20", "+", StringComparison.Ordinal)));
        Add("ASP.NET", "joins scopes with %20", w => LeadsToLoginAsync(w, w.AuthorizeUrl()));
        Add("all", "openid offline_access email, the default of every SDK, is granted as asked", async w =>
            (await w.TokensAsync("openid offline_access email"))["scope"].GetString().ShouldBe("openid offline_access email"));
        Add("all", "profile, phone and roles are scopes too", async w =>
            (await w.TokensAsync(Wire.AllScopes))["scope"].GetString().ShouldBe(Wire.AllScopes));
        Add("all", "a scope without openid goes back as invalid_scope", w => ReturnsAsync(w, "invalid_scope", ("scope", "email")));
        Add("all", "a missing scope goes back as invalid_scope", w => ReturnsAsync(w, "invalid_scope", ("scope", null)));
        Add("all", "an unknown scope goes back as invalid_scope", w => ReturnsAsync(w, "invalid_scope", ("scope", "openid shoe_size")));
        Add("all", "a scope of more than 1000 characters goes back as invalid_request", w =>
            ReturnsAsync(w, "invalid_request", ("scope", "openid" + string.Concat(Enumerable.Repeat(" email", 166)))));
    }

    private void StateAndNonce()
    {
        Add("Django, FastAPI", "sends 32 characters of state and nonce and gets the state back", w =>
            EchoesStateAsync(w, new string('s', 32)));
        Add("ASP.NET, Express", "sends 43 characters of state and nonce and gets the state back", w => EchoesStateAsync(w, Wire.Random()));
        Add("all", "the shortest documented state, 22 characters, comes back", w => EchoesStateAsync(w, new string('s', 22)));
        Add("all", "the longest state, 512 characters, comes back", w => EchoesStateAsync(w, new string('s', 512)));
        Add("all", "a state longer than 512 goes back as invalid_request", w =>
            ReturnsAsync(w, "invalid_request", ("state", new string('s', 513))));
        Add("all", "a nonce longer than 128 goes back as invalid_request", w =>
            ReturnsAsync(w, "invalid_request", ("nonce", new string('n', 129))));
        Leave("all", "a state or nonce below 22 characters",
            "accepted: OpenID Connect has no lower bound and relying parties send shorter ones (the conformance suite 10 characters). " +
                "Every SDK sends 32 or 43, and PKCE binds the code in any case");
    }

    private void Pkce()
    {
        Add("Django", "sends a verifier of 64 characters", w => ExchangesAsync(w, new string('v', 64)));
        Add("ASP.NET, Express", "sends a verifier of 43 characters", w => ExchangesAsync(w, Wire.Random()));
        Add("all", "PKCE is demanded", w => ReturnsAsync(w, "invalid_request", ("code_challenge", null), ("code_challenge_method", null)));
        Add("iOS", "PKCE is demanded of a public client", async w =>
        {
            await w.ChangeClientAsync(client => client.SecretHashes = [], ClientType.Native);
            await ReturnsAsync(w, "invalid_request", ("code_challenge", null), ("code_challenge_method", null));
        });
        Add("all", "PKCE plain is refused", w => ReturnsAsync(w, "invalid_request", ("code_challenge_method", "plain")));
        Add("all", "a challenge without a method means plain, and is refused", w =>
            ReturnsAsync(w, "invalid_request", ("code_challenge_method", null)));
        Add("all", "a challenge that is no SHA-256 hash goes back as invalid_request", w =>
            ReturnsAsync(w, "invalid_request", ("code_challenge", new string('c', 44))));
    }

    private void PromptAndHints()
    {
        Add("all", "a prompt that does not exist goes back as invalid_request", w =>
            ReturnsAsync(w, "invalid_request", ("prompt", "shout")));
        Add("all", "prompt=none beside another one goes back as invalid_request", w =>
            ReturnsAsync(w, "invalid_request", ("prompt", "none login")));
        Add("all", "a max_age that is no number goes back as invalid_request", w =>
            ReturnsAsync(w, "invalid_request", ("max_age", "soon")));
        Add("all", "login_hint fills the e-mail field in", async w =>
        {
            var page = await w.Browser.GetAsync(w.AuthorizeUrl(("login_hint", w.Person.Email)));
            page.Document.QuerySelector("input[name=email]")!.GetAttribute("value").ShouldBe(w.Person.Email);
        });
        Add("Django, ASP.NET, Go, Gen B", "an idp_hint of wristband leads to the form that asks for the e-mail address", async w =>
        {
            var page = await w.Browser.GetAsync(w.AuthorizeUrl(("idp_hint", "wristband")));
            page.Document.QuerySelector("form#login input[name=email]").ShouldNotBeNull(page.Text);
        });
        Add("Django, ASP.NET, Go, Gen B", "an unknown idp_hint is ignored", w =>
            LeadsToLoginAsync(w, w.AuthorizeUrl(("idp_hint", "okta"))));
        Leave("Django, ASP.NET, Go, Gen B", "an idp_hint of an external identity provider goes straight to it",
            "external identity providers are not offered yet, so every name but wristband is an unknown one");
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
        (await wire.ExchangeAsync(page.Query("code")!, verifier)).Is(System.Net.HttpStatusCode.OK);
    }
}
