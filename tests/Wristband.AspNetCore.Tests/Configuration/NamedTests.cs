using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Wristband.AspNetCore.Tests.World;
using Wristband.TestSupport;

namespace Wristband.AspNetCore.Tests.Configuration;

/// <summary>S-92: two Wristband applications in one process never share tokens, keys, cookies or refreshes.</summary>
public class NamedTests
{
    private const string PartnersHost = "partners.other.test";
    private const string PartnersClient = "partners-client";
    private const string PartnersSecret = "aB7-xQ2vT9_kLm4Nz8Wc1Yd6Ue3Rf5Hj0P";

    [Fact]
    public async Task Both_are_signed_in_at_once_in_one_browser()
    {
        await using var world = await TwoAsync();
        await world.SignInAsync();
        await SignInAsPartnerAsync(world);

        (await world.FetchTextAsync("/who")).ShouldBe("user-of-acme");
        (await world.FetchTextAsync("/partners/who")).ShouldBe("user-of-umbrella");
        (await world.FetchJsonAsync("/api/auth/partners/session")).GetProperty("userId").GetString().ShouldBe("user-of-umbrella");
        (await world.FetchJsonAsync("/api/auth/session")).GetProperty("userId").GetString().ShouldBe("user-of-acme");
        world.Browser.Cookies.For(new Uri(SdkWorld.App)).Keys.Order(StringComparer.Ordinal)
            .ShouldBe(
            [
                "CSRF-TOKEN", "CSRF-TOKEN-partners", "__Host-last-tenant", "__Host-last-tenant-partners", "__Host-session",
                "__Host-session-partners",
            ]);
    }

    [Fact]
    public async Task The_access_token_is_that_of_the_user_of_the_request_or_of_the_named_one()
    {
        await using var world = await TwoAsync();
        await world.SignInAsync();
        await SignInAsPartnerAsync(world);

        var own = await world.FetchTextAsync("/token-of-endpoint");
        var partners = await world.FetchTextAsync("/partners/token-of-endpoint");

        new JsonWebToken(own).GetPayloadValue<string>("client_id").ShouldBe(FakePlatform.ClientId);
        new JsonWebToken(partners).GetPayloadValue<string>("client_id").ShouldBe(PartnersClient);
        (await world.FetchTextAsync("/partners/token-of-default")).ShouldBe(own);
        (await world.FetchTextAsync("/token-of-partners")).ShouldBe(partners);
        (await world.FetchTextAsync("/outgoing")).ShouldBe("Bearer " + own + " Bearer " + partners);
    }

    [Fact]
    public async Task The_cookie_of_one_is_nothing_to_the_other()
    {
        await using var world = await TwoAsync();
        await world.SignInAsync();
        var session = world.Cookie("__Host-session")!;

        using var asPartner = await world.SendRawAsync(HttpMethod.Get, "/partners/who", ("Cookie", "__Host-session-partners=" + session));
        using var nothing = await world.FetchAsync("/partners/who");

        asPartner.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        nothing.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // Without secrets of its own, a configuration's keys come from the application's ring; they still are its own.
    [Fact]
    public async Task On_one_key_ring_they_read_each_other_as_little()
    {
        await using var world = await TwoAsync(s => s.Settings.Remove("Wristband:partners:SessionSecrets:0"));
        await world.SignInAsync();
        await SignInAsPartnerAsync(world);

        using var asPartner = await world.SendRawAsync(
            HttpMethod.Get, "/partners/who", ("Cookie", "__Host-session-partners=" + world.Cookie("__Host-session")));

        (await world.FetchTextAsync("/partners/who")).ShouldBe("user-of-umbrella");
        asPartner.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Secrets_of_its_own_make_a_key_ring_of_its_own_beside_the_applications()
    {
        var ring = Directory.CreateTempSubdirectory("wristband-keys-");
        void OwnRing(SdkWorldSetup setup)
        {
            setup.Settings.Remove("Wristband:SessionSecrets:0");
            setup.Before = b => b.Services.AddDataProtection().PersistKeysToFileSystem(ring);
        }
        await using var world = await TwoAsync(OwnRing);
        await world.SignInAsync();
        await SignInAsPartnerAsync(world);
        await using var replica = await TwoAsync(s => (s.Platform, s.Clock) = (world.Platform, world.Clock));

        world.Internet.Host("app.test", replica.Handler);

        (await world.FetchTextAsync("/partners/who")).ShouldBe("user-of-umbrella");
        using var own = await world.FetchAsync("/who");
        own.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_CSRF_token_of_one_does_not_open_the_other()
    {
        await using var world = await TwoAsync();
        await world.SignInAsync();
        await SignInAsPartnerAsync(world);

        (await PostAsync(world, "/partners/save", world.Cookie("CSRF-TOKEN")!)).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(world, "/save", world.Cookie("CSRF-TOKEN-partners")!)).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(world, "/partners/save", world.Cookie("CSRF-TOKEN-partners")!)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(world, "/partners/save", await world.FetchTextAsync("/partners/csrf"))).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(world, "/save", world.Cookie("CSRF-TOKEN")!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_access_token_of_one_is_refused_by_the_other()
    {
        await using var partners = await FakePlatform.StartAsync(new WatchedClock(), PartnersHost, PartnersClient);
        await using var world = await TwoAsync(partners: partners);
        var own = world.Platform.NewAccessToken(Person.In("acme"));
        var theirs = partners.NewAccessToken(Person.In("umbrella"));

        (await BearerAsync(world, "/jwt", own)).ShouldBe(HttpStatusCode.OK);
        (await BearerAsync(world, "/partners/jwt", theirs)).ShouldBe(HttpStatusCode.OK);
        (await BearerAsync(world, "/jwt", theirs)).ShouldBe(HttpStatusCode.Unauthorized);
        (await BearerAsync(world, "/partners/jwt", own)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    // Issuer and signing keys are the same here, and hosted tokens name no audience.
    [Fact]
    public async Task Two_clients_of_one_application_keep_their_tokens_apart_too()
    {
        await using var world = await TwoAsync(s => s.Settings["Wristband:partners:ApplicationVanityDomain"] = FakePlatform.Host);
        var own = world.Platform.NewAccessToken(Person.In("acme"));
        var draft = world.Platform.AccessToken(Person.In("acme"));
        draft.Claims["client_id"] = PartnersClient;

        (await BearerAsync(world, "/jwt", own)).ShouldBe(HttpStatusCode.OK);
        (await BearerAsync(world, "/partners/jwt", own)).ShouldBe(HttpStatusCode.Unauthorized);
        (await BearerAsync(world, "/jwt", draft.Sign())).ShouldBe(HttpStatusCode.Unauthorized);
        (await BearerAsync(world, "/partners/jwt", draft.Sign())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Logout_of_one_keeps_the_other()
    {
        await using var world = await TwoAsync();
        await world.SignInAsync();
        await SignInAsPartnerAsync(world);

        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/partners/logout");

        (await world.FetchTextAsync("/who")).ShouldBe("user-of-acme");
        using var partners = await world.FetchAsync("/partners/who");
        partners.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        world.Browser.Cookies.For(new Uri(SdkWorld.App)).Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["CSRF-TOKEN", "__Host-last-tenant", "__Host-session"]);
    }

    [Fact]
    public async Task Logins_of_both_may_be_under_way_at_once()
    {
        await using var world = await TwoAsync();
        var own = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/who");
        var authorize =
            (await world.Browser.GetOnceAsync(
                SdkWorld.App + "/api/auth/partners/login?tenant_name=umbrella&return_url=/partners/who")).Location!;
        var theirs = (await world.Browser.GetOnceAsync(authorize.AbsoluteUri)).Location!;

        (await world.Browser.GetAsync(own.AbsoluteUri)).Body.ShouldBe("user-of-acme");
        (await world.Browser.GetAsync(theirs.AbsoluteUri)).Body.ShouldBe("user-of-umbrella");
    }

    [Fact]
    public async Task A_page_of_the_other_configuration_leads_to_its_own_login()
    {
        await using var world = await TwoAsync();

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/partners/page");

        page.Location!.PathAndQuery.ShouldBe("/api/auth/partners/login?return_url=%2Fpartners%2Fpage");
    }

    [Fact]
    public async Task The_default_configuration_is_the_default_scheme_whichever_was_added_first()
    {
        await using var world = await TwoAsync(s => s.Before = b => b.AddWristband("partners"));
        await world.SignInAsync();

        (await world.FetchTextAsync("/")).ShouldBe("home of user-of-acme");
    }

    [Theory]
    [InlineData("Wristband:partners:AuthPath", "/api/auth/", "WB1021")]
    [InlineData("Wristband:partners:ClientId", FakePlatform.ClientId, "WB1022")]
    [InlineData("Wristband:partners:ClientSecret", "short", "WB1005")]
    [InlineData("Wristband:partners:ClientId", null, "WB1004")]
    public async Task What_is_wrong_with_a_named_configuration_is_said_at_start_with_its_name(string key, string? value, string id)
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(() => TwoAsync(s =>
        {
            s.Settings[key] = value;
            // The environment names one client, the default configuration's.
            s.Settings["CLIENT_ID"] = "client-from-the-environment";
        }));

        error.Failures.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(f => f.ShouldStartWith(id), f => f.ShouldContain("the configuration 'partners'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Partners")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("a_b")]
    [InlineData("scopes")]
    [InlineData("abcdefghijklmnopqrstuvwxyz1234567")]
    public void A_name_that_would_not_fit_into_cookies_and_sections_is_refused(string name) =>
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddWristband(name)).Message.ShouldStartWith("WB1023");

    private static async Task<SdkWorld> TwoAsync(Action<SdkWorldSetup>? change = null, FakePlatform? partners = null)
    {
        var clock = new WatchedClock();
        partners ??= await FakePlatform.StartAsync(clock, PartnersHost, PartnersClient);
        partners.EditSettings = settings => settings["redirectUri"] = SdkWorld.App + "/api/auth/partners/callback";
        var internet = new Internet();
        var world = await SdkWorld.StartAsync(s =>
        {
            s.Clock = clock;
            s.Settings["Wristband:partners:ApplicationVanityDomain"] = PartnersHost;
            s.Settings["Wristband:partners:ClientId"] = PartnersClient;
            s.Settings["Wristband:partners:ClientSecret"] = FakePlatform.ClientSecret;
            s.Settings["Wristband:partners:SessionSecrets:0"] = PartnersSecret;
            s.After = b =>
            {
                b.AddWristband("partners");
                b.Services.AddHttpClient(WristbandDefaults.BackchannelNameOf("partners"))
                    .ConfigurePrimaryHttpMessageHandler(() => internet);
                b.Services.AddHttpClient("own").AddWristbandAccessToken().ConfigurePrimaryHttpMessageHandler(() => new Echo());
                b.Services.AddHttpClient("partners").AddWristbandAccessToken("partners")
                    .ConfigurePrimaryHttpMessageHandler(() => new Echo());
            };
            s.Routes = Map;
            change?.Invoke(s);
        });
        internet.Host(PartnersHost, partners.Handler).HostsBelow("other.test", partners.Handler)
            .Host(FakePlatform.Host, world.Platform.Handler);
        world.Internet.Host(PartnersHost, partners.Handler).HostsBelow("other.test", partners.Handler);
        return world;
    }

    private static void Map(WebApplication app)
    {
        app.MapWristband("partners");
        app.MapGet("/who", (ClaimsPrincipal user) => user.GetUserId()).RequireWristbandSession();
        app.MapPost("/save", () => "saved").RequireWristbandSession();
        app.MapGet("/jwt", () => "ok").RequireWristbandJwt();
        app.MapGet("/token-of-endpoint", async (HttpContext context, CancellationToken aborted) =>
            await context.GetAccessTokenAsync(aborted)).RequireWristbandSession();
        app.MapGet("/token-of-partners", async (HttpContext context, CancellationToken aborted) =>
            await context.GetAccessTokenAsync("partners", aborted)).RequireWristbandSession();
        app.MapGet("/outgoing", async (IHttpClientFactory clients) =>
        {
            using var own = clients.CreateClient("own");
            using var partners = clients.CreateClient("partners");
            return await own.GetStringAsync("https://api.test/") + " " + await partners.GetStringAsync("https://api.test/");
        }).RequireWristbandSession();
        var partners = app.MapGroup("/partners").RequireWristbandSession("partners");
        partners.MapGet("/who", (ClaimsPrincipal user) => user.GetUserId());
        partners.MapPost("/save", () => "saved");
        partners.MapGet("/csrf", (HttpContext context) => context.GetCsrfToken());
        partners.MapGet(
            "/token-of-endpoint", async (HttpContext context, CancellationToken aborted) => await context.GetAccessTokenAsync(aborted));
        partners.MapGet(
            "/token-of-default", async (HttpContext context, CancellationToken aborted) => await context.GetAccessTokenAsync("", aborted));
        app.MapGet("/partners/jwt", () => "ok").RequireWristbandJwt("partners");
        app.MapGet("/partners/page", [Authorize(AuthenticationSchemes = "Wristband.Session.partners")] () => "page");
    }

    private static async Task SignInAsPartnerAsync(SdkWorld world)
    {
        var page = await world.Browser.GetAsync(SdkWorld.App + "/api/auth/partners/login?tenant_name=umbrella&return_url=/partners/who");
        page.Body.ShouldBe("user-of-umbrella");
    }

    private static async Task<HttpStatusCode> PostAsync(SdkWorld world, string path, string token)
    {
        using var answer = await world.Browser.FetchAsync(
            HttpMethod.Post, SdkWorld.App + path, null, (WristbandDefaults.CsrfHeader, token));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> BearerAsync(SdkWorld world, string path, string token)
    {
        using var answer = await world.SendRawAsync(HttpMethod.Get, path, ("Authorization", "Bearer " + token));
        return answer.StatusCode;
    }

    private sealed class Echo : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage { Content = new StringContent(request.Headers.Authorization?.ToString() ?? "nothing") });
    }
}
