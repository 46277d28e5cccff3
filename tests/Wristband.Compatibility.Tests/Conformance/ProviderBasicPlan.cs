using System.Net;
using Wristband.Compatibility.Tests.Replays;

namespace Wristband.Compatibility.Tests.Conformance;

/// <summary>The platform as OpenID provider. Every request carries PKCE, which the suite does not send.</summary>
internal sealed class ProviderBasicPlan : Plan<Wire>
{
    public ProviderBasicPlan() : base("oidcc-basic-certification-test-plan")
    {
        Server();
        UserInfo();
        Requests();
        Prompts();
        CodesAndTokens();
        Objects();
    }

    private void Server()
    {
        Add("oidcc-server", "code flow: tokens, ID token claims and signature, nonce, state, at_hash, userinfo, key ids, iss", async w =>
        {
            var login = await Login.RunAsync(w);
            login.Callback.Query("state").ShouldBe(login.State);
            login.Callback.Query("iss").ShouldBe(w.App.Base);
            var claims = await login.ValidIdTokenAsync();
            claims.GetProperty("nonce").GetString().ShouldBe(login.Nonce);
            claims.GetProperty("at_hash").GetString().ShouldBe(Login.LeftHalfOfHash(login.AccessToken));
            (await w.UserInfoOfAsync(login.AccessToken))["sub"].GetString().ShouldBe(claims.GetProperty("sub").GetString());
        });
        Add("oidcc-response-type-missing", "an error comes back, or an error page", async w =>
            (await w.OpenAsync(w.AuthorizeUrl(("response_type", null)))).Query("error").ShouldBe("invalid_request"));
        Add("oidcc-idtoken-signature", "RS256 with a published key", async w => await (await Login.RunAsync(w)).ValidIdTokenAsync());
        Leave("oidcc-idtoken-unsigned", "alg none when registered", "not offered; the suite skips it then");
    }

    private void UserInfo()
    {
        Add("oidcc-userinfo-get", "userinfo by GET", async w => (await w.UserInfoAsync()).Is(HttpStatusCode.OK));
        Add("oidcc-userinfo-post-header", "userinfo by POST, token in the header", async w =>
            (await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/userinfo", "", Wire.Form,
                ("Authorization", "Bearer " + (await w.TokensAsync())["access_token"].GetString()))).Is(HttpStatusCode.OK)["sub"]
                    .GetString()
                    .ShouldBe(w.Person.Id));
        Leave("oidcc-userinfo-post-body", "userinfo by POST, token in the body",
            "refused on purpose: tokens travel in the Authorization header only. The suite allows a warning");
        Add("oidcc-ensure-request-without-nonce-succeeds-for-code-flow", "nonce is optional", async w =>
            (await w.SignInAsync(w.AuthorizeUrl(("nonce", null)))).Query("code").ShouldNotBeNull());
        Add("oidcc-scope-profile", "claims of profile", async w =>
            (await w.UserInfoAsync("openid profile"))["name"].GetString().ShouldBe("Given Family"));
        Add("oidcc-scope-email", "claims of email", async w =>
            (await w.UserInfoAsync("openid email"))["email_verified"].GetBoolean().ShouldBeTrue());
        Leave("oidcc-scope-address", "claims of address", "the scope is not offered, and the metadata says so");
        Add("oidcc-scope-phone", "claims of phone", async w =>
            _ = (await w.UserInfoAsync("openid phone"))["phone_number_verified"].GetBoolean());
        Add("oidcc-scope-all", "claims of every scope that the metadata offers", async w =>
        {
            var info = await w.UserInfoAsync();
            foreach (var claim in new[] { "name", "email", "phone_number_verified", "roles" }) _ = info[claim];
        });
    }

    private void Requests()
    {
        Add("oidcc-alternate-happy-flow", "the order of scopes and parameters does not matter", async w =>
        {
            var (path, query) =
                (w.AuthorizeUrl(("scope", "email openid")).Split('?')[0], w.AuthorizeUrl(("scope", "email openid")).Split('?')[1]);
            (await w.SignInAsync($"{path}?{string.Join('&', query.Split('&').Reverse())}")).Query("code").ShouldNotBeNull();
        });
        Accepts("oidcc-display-page", "display=page causes no error", ("display", "page"));
        Accepts("oidcc-display-popup", "display=popup causes no error", ("display", "popup"));
        Accepts("oidcc-ensure-request-with-unknown-parameter-succeeds", "an unknown parameter is ignored", ("extra", "foobar"));
        Accepts("oidcc-login-hint", "login_hint is accepted", ("login_hint", "somebody@example.com"));
        Accepts("oidcc-ui-locales", "ui_locales is accepted", ("ui_locales", "se"));
        Accepts("oidcc-claims-locales", "claims_locales is accepted", ("claims_locales", "se"));
        Accepts("oidcc-ensure-request-with-acr-values-succeeds", "acr_values is accepted", ("acr_values", "1 2"));
        Add("oidcc-ensure-registered-redirect-uri", "an unknown redirect URI gets an error page and no redirect", async w =>
            (await w.OpenAsync(w.AuthorizeUrl(("redirect_uri", w.App.RedirectUri + "/other")))).Response.Headers.Location.ShouldBeNull());
        Add("oidcc-ensure-post-request-succeeds", "authorization by POST", async w =>
        {
            var (url, query) = (w.AuthorizeUrl().Split('?')[0], w.AuthorizeUrl().Split('?')[1]);
            var answer = await w.SendAsync(HttpMethod.Post, url, query, Wire.Form);
            answer.Location.AbsolutePath.ShouldBe("/login", answer.Body);
        });
        Add("oidcc-ensure-request-with-valid-pkce-succeeds", "PKCE S256", async w => await Login.RunAsync(w));
    }

    private void Prompts()
    {
        AddLater("oidcc-prompt-login", "a second login is forced and auth_time moves", async w =>
        {
            var first = await (await Login.RunAsync(w)).ValidIdTokenAsync();
            w.Platform.Time.Advance(TimeSpan.FromSeconds(5));
            (await w.OpenAsync(w.AuthorizeUrl(("prompt", "login")))).Location.AbsolutePath.ShouldBe("/login");
            var second = await (await Login.RunAsync(w, ("prompt", "login"))).ValidIdTokenAsync();
            second.GetProperty("auth_time").GetInt64().ShouldBeGreaterThan(first.GetProperty("auth_time").GetInt64());
        });
        Add("oidcc-prompt-none-not-logged-in", "an error comes back, no page", async w =>
            (await w.OpenAsync(w.AuthorizeUrl(("prompt", "none")))).Query("error").ShouldBe("login_required"));
        Add("oidcc-prompt-none-logged-in", "success without a page, same sub and auth_time", w => SameLoginAsync(w, ("prompt", "none")));
        AddLater("oidcc-max-age-1", "a new login after one second, auth_time present", async w =>
        {
            await w.SignInAsync();
            w.Platform.Time.Advance(TimeSpan.FromSeconds(2));
            var claims = await (await Login.RunAsync(w, ("max_age", "1"))).ValidIdTokenAsync();
            claims.GetProperty("auth_time").GetInt64().ShouldBe(w.Platform.Time.GetUtcNow().ToUnixTimeSeconds());
        });
        AddLater("oidcc-max-age-10000", "no new login, auth_time stays", async w =>
        {
            var first = await (await Login.RunAsync(w)).ValidIdTokenAsync();
            w.Platform.Time.Advance(TimeSpan.FromSeconds(2));
            var second = await (await Login.RunAsync(w, ("max_age", "10000"))).ValidIdTokenAsync();
            second.GetProperty("auth_time").GetInt64().ShouldBe(first.GetProperty("auth_time").GetInt64());
        });
        Add("oidcc-id-token-hint", "prompt=none with id_token_hint succeeds silently", async w =>
            await SameLoginAsync(w, ("prompt", "none"), ("id_token_hint", (await Login.RunAsync(w)).IdToken)));
    }

    private void CodesAndTokens()
    {
        Add("oidcc-codereuse", "a second use at once is invalid_grant", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            await w.ExchangeAsync(code, verifier);
            (await w.ExchangeAsync(code, verifier)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
        });
        AddLater("oidcc-codereuse-30seconds", "a second use after 30 s fails and the first token is revoked", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            var first = await w.ExchangeAsync(code, verifier);
            w.Platform.Time.Advance(TimeSpan.FromSeconds(30));
            (await w.ExchangeAsync(code, verifier)).IsError(HttpStatusCode.BadRequest, "invalid_grant");
            (await w.UserInfoOfAsync(first["access_token"].GetString()!)).Is(HttpStatusCode.Unauthorized);
        });
        Add("oidcc-server-client-secret-post", "the client authenticates in the body", async w =>
        {
            var (code, verifier) = await w.CodeAsync();
            (await w.SendAsync(HttpMethod.Post, w.App.Base + "/api/v1/oauth2/token",
                $"grant_type=authorization_code&code={code}&redirect_uri={w.App.RedirectUri}&code_verifier={verifier}" +
                $"&client_id={w.App.ClientId}&client_secret={w.App.ClientSecret}",
                Wire.Form)).Is(HttpStatusCode.OK);
        });
        Add("oidcc-refresh-token", "refresh works, and only for the client that it belongs to", async w =>
        {
            var token = (await w.TokensAsync())["refresh_token"].GetString();
            var other = await Wire.NewAsync(w.Platform);
            (await other.PostAsync("token", "grant_type=refresh_token&refresh_token=" + token))
                .IsError(HttpStatusCode.BadRequest, "invalid_grant");
            (await w.PostAsync("token", "grant_type=refresh_token&refresh_token=" + token)).Is(HttpStatusCode.OK);
        });
    }

    private void Objects()
    {
        Add("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported", "request_uri is refused as unsupported", async w =>
            (await w.OpenAsync(w.AuthorizeUrl(("request_uri", "https://rp.example/request.jwt")))).Query("error")
                .ShouldBe("request_uri_not_supported"));
        Add("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported", "a request object is refused as unsupported",
            async w =>
            (await w.OpenAsync(w.AuthorizeUrl(("request", "eyJhbGciOiJub25lIn0.e30.")))).Query("error").ShouldBe("request_not_supported"));
        Add("oidcc-ensure-request-object-with-redirect-uri", "the redirect URI inside of an object does not win", async w =>
            (await w.OpenAsync(w.AuthorizeUrl(("request", "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9."))))
                .Location.Host.ShouldBe("localhost"));
        Accepts("oidcc-claims-essential",
            "the claims parameter causes no error (the claim is a warning: claims_parameter_supported is false)",
            ("claims", """{"userinfo":{"name":{"essential":true}}}"""));
    }

    private void Accepts(string module, string checks, (string, string?) parameter) =>
        Add(module, checks, async w => (await w.SignInAsync(w.AuthorizeUrl(parameter))).Query("code").ShouldNotBeNull());

    private static async Task SameLoginAsync(Wire wire, params (string, string?)[] changes)
    {
        var first = await (await Login.RunAsync(wire)).ValidIdTokenAsync();
        var second = await (await Login.RunAsync(wire, changes)).ValidIdTokenAsync();
        foreach (var claim in new[] { "sub", "auth_time" })
            second.GetProperty(claim).ToString().ShouldBe(first.GetProperty(claim).ToString());
    }
}
