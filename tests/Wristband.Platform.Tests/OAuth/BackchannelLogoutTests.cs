using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.BackchannelLogout;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Sessions;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-19: the clients of a session are told when it ends (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class BackchannelLogoutTests : IAsyncLifetime
{
    private const string Uri = "https://app.example/backchannel-logout";
    private readonly Listener _listener = new();
    private PlatformHost _platform = null!;

    public async ValueTask InitializeAsync() => _platform = await PlatformHost.StartAsync(configure: builder =>
        builder.Services.AddHttpClient(LogoutDelivery.ClientName).ConfigurePrimaryHttpMessageHandler(() => _listener));

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        _listener.Dispose();
    }

    [Fact]
    public async Task P19_a_logout_tells_the_other_client_of_the_session()
    {
        var user = await UserAsync();
        var (browser, sid) = await AuthorizedAsync(user);

        await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}");

        var token = await ValidatedAsync(user, await _listener.NextAsync());
        token.Typ.ShouldBe("logout+jwt");
        token.Subject.ShouldBe(user.Id);
        token.GetPayloadValue<string>("sid").ShouldBe(sid);
        token.GetPayloadValue<string>("tnt_id").ShouldBe(user.Tenant.Id);
        token.GetPayloadValue<JsonElement>("events").GetProperty("http://schemas.openid.net/event/backchannel-logout").ValueKind
            .ShouldBe(JsonValueKind.Object);
        token.TryGetPayloadValue<string>("nonce", out _).ShouldBeFalse();
        token.Id.ShouldNotBeNullOrEmpty();
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(2));
        // The notice goes once the answer is in, a moment after the listener gave it.
        await UntilAsync(async () => await CountAsync(_ => true) == 0);
    }

    [Fact]
    public async Task P19_a_client_whose_tokens_are_revoked_or_that_asked_for_nothing_is_left_alone()
    {
        var user = await UserAsync();
        var silent = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var tokens = await TokensAsync(app, browser, user);
        await app.RevokeAsync(tokens.RefreshToken);
        var (other, _) = await AuthorizedAsync(silent);

        await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}");
        await other.GetOnceAsync($"{silent.Tenant.Base}/api/v1/logout?client_id={silent.Tenant.Application.ClientId}");

        (await PendingAsync()).ShouldBe(0);
        _listener.Count.ShouldBe(0);
    }

    [Fact]
    public async Task P41_a_new_password_ends_the_sessions_of_all_clients()
    {
        var user = await UserAsync();
        var sids = new[] { (await AuthorizedAsync(user)).Sid, (await AuthorizedAsync(user)).Sid };

        await _platform.EndAllSessionsAsync(user);
        // Two rows of one transaction: the delivery takes them in any order.
        var told = new[] { await _listener.NextAsync(), await _listener.NextAsync() };

        told.Select(t => new JsonWebToken(t).GetPayloadValue<string>("sid")).ShouldBe(sids, ignoreOrder: true);
    }

    [Fact]
    public async Task A_client_that_is_away_is_told_later_with_a_fresh_token()
    {
        var user = await UserAsync();
        var (browser, _) = await AuthorizedAsync(user);
        _listener.Status = HttpStatusCode.ServiceUnavailable;
        await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}");
        var first = new JsonWebToken(await _listener.NextAsync());
        await PostponedAsync();

        _listener.Status = HttpStatusCode.OK;
        _platform.Time.Advance(TimeSpan.FromSeconds(31));
        // The worker may have looked just before the clock moved, and would wait for a move that never comes.
        await _platform.Services.GetRequiredService<LogoutDelivery>().DeliverDueAsync(TestContext.Current.CancellationToken);
        var second = new JsonWebToken(await _listener.NextAsync());

        second.GetPayloadValue<string>("sid").ShouldBe(first.GetPayloadValue<string>("sid"));
        second.Id.ShouldNotBe(first.Id);
        second.IssuedAt.ShouldBeGreaterThan(first.IssuedAt);
    }

    [Fact]
    public async Task A_client_that_stays_away_is_given_up_after_ten_minutes()
    {
        var user = await UserAsync();
        var (browser, _) = await AuthorizedAsync(user);
        _listener.Status = HttpStatusCode.InternalServerError;
        await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}");
        await _listener.NextAsync();
        await PostponedAsync();
        var delivery = _platform.Services.GetRequiredService<LogoutDelivery>();

        for (var i = 0; i < 20; i++)
        {
            _platform.Time.Advance(TimeSpan.FromMinutes(1));
            await delivery.DeliverDueAsync(TestContext.Current.CancellationToken);
        }

        _listener.Count.ShouldBeInRange(4, 10);
        (await PendingAsync()).ShouldBe(0);
    }

    /// <summary>X-D8: a receiver that hangs keeps nobody else waiting.</summary>
    [Fact]
    public async Task XD8_a_receiver_that_hangs_holds_up_no_other()
    {
        var hanging = await UserAsync();
        var other = await UserAsync();
        await _platform.ChangeClientAsync(hanging.Tenant.Application, client =>
            client.BackchannelLogoutUri = "https://hangs.example/logout");
        await AuthorizedAsync(hanging);
        await AuthorizedAsync(other);

        await _platform.EndAllSessionsAsync(hanging);
        await _platform.EndAllSessionsAsync(other);

        new JsonWebToken(await _listener.NextAsync()).Subject.ShouldBe(other.Id);
        _listener.GoOn();
    }

    /// <summary>X-D9: a notice that cannot be signed is kept and tried again; the others go.</summary>
    [Fact]
    public async Task XD9_a_notice_that_cannot_be_signed_holds_up_no_other()
    {
        var user = await UserAsync();
        await AuthorizedAsync(user);
        var broken = await _platform.TenantAsync();
        var now = _platform.Time.GetUtcNow();
        await _platform.ChangeClientAsync(broken.Application, client => client.BackchannelLogoutUri = Uri);
        await _platform.ChangeAsync(broken.Application, database =>
        {
            database.Add(new SigningKey
            {
                Id = "broken",
                ApplicationId = broken.Application.Id,
                Algorithm = SigningAlgorithm.RS256,
                ProtectedPrivateKey = "cannot be opened",
                CreatedAt = now,
                SignsFrom = now,
                SignsUntil = now + TimeSpan.FromDays(90),
                PublishedUntil = now + TimeSpan.FromDays(91),
            });
            database.Add(new LogoutNotice
            {
                Id = "broken",
                ApplicationId = broken.Application.Id,
                TenantId = broken.Id,
                ClientId = broken.Application.ClientId,
                UserId = "somebody",
                SessionId = "session",
                Issuer = broken.Application.Base,
                CreatedAt = now - TimeSpan.FromMinutes(1),
                NextAttemptAt = now - TimeSpan.FromMinutes(1),
            });
            return Task.CompletedTask;
        });

        await _platform.EndAllSessionsAsync(user);
        var told = new JsonWebToken(await _listener.NextAsync());
        await UntilAsync(async () => await CountAsync(n => n.Id == "broken" && n.Attempts == 1 && n.NextAttemptAt > now) == 1);
        for (var i = 0; i < 12; i++)
        {
            _platform.Time.Advance(TimeSpan.FromMinutes(1));
            await _platform.Services.GetRequiredService<LogoutDelivery>().DeliverDueAsync(TestContext.Current.CancellationToken);
        }

        told.Subject.ShouldBe(user.Id);
        (await CountAsync(_ => true)).ShouldBe(0);
    }

    [Fact]
    public async Task P16_the_metadata_say_so()
    {
        var user = await UserAsync();

        var metadata = (await new RelyingParty(_platform, user.Tenant.Application).GetAsync("/.well-known/openid-configuration")).Json;

        metadata.GetProperty("backchannel_logout_supported").GetBoolean().ShouldBeTrue();
        metadata.GetProperty("backchannel_logout_session_supported").GetBoolean().ShouldBeTrue();
    }

    private async Task<SomeUser> UserAsync()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeClientAsync(user.Tenant.Application, client => client.BackchannelLogoutUri = Uri);
        return user;
    }

    /// <summary>A browser with a session at the platform, and the id that its client knows it by.</summary>
    private async Task<(Browser Browser, string Sid)> AuthorizedAsync(SomeUser user)
    {
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var tokens = await TokensAsync(new RelyingParty(_platform, user.Tenant.Application), browser, user);
        return (browser, new JsonWebToken(tokens.IdToken).GetPayloadValue<string>("sid"));
    }

    private static async Task<Tokens> TokensAsync(RelyingParty app, Browser browser, SomeUser user)
    {
        var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));
        return Tokens.Of(
            await app.RedeemAsync(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(page.Location!.Query)["code"].ToString()));
    }

    private async Task<JsonWebToken> ValidatedAsync(SomeUser user, string token)
    {
        var jwks = (await new RelyingParty(_platform, user.Tenant.Application).GetAsync("/api/v1/oauth2/jwks")).Body;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = user.Tenant.Application.Base,
            ValidAudience = user.Tenant.Application.ClientId,
            IssuerSigningKeys = new JsonWebKeySet(jwks).GetSigningKeys(),
            // The platform's clock stands still in 2026.
            LifetimeValidator = (_, expires, _, _) => expires > _platform.Time.GetUtcNow().UtcDateTime,
        });
        result.IsValid.ShouldBeTrue(result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }

    private async Task<int> PendingAsync()
    {
        await _platform.Services.GetRequiredService<LogoutDelivery>().DeliverDueAsync(TestContext.Current.CancellationToken);
        return await CountAsync(_ => true);
    }

    /// <summary>The attempt is over and the next one is set.</summary>
    private async Task PostponedAsync()
    {
        var now = _platform.Time.GetUtcNow();
        await UntilAsync(async () => await CountAsync(n => n.Attempts == 1 && n.NextAttemptAt < now + TimeSpan.FromSeconds(30)) > 0);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<int> CountAsync(System.Linq.Expressions.Expression<Func<LogoutNotice, bool>> which)
    {
        await using var unit = _platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterEveryApplication();
        return await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().LogoutNotices
            .CountAsync(which, TestContext.Current.CancellationToken);
    }

    /// <summary>The client's end of the back channel.</summary>
    private sealed class Listener : HttpMessageHandler
    {
        private readonly System.Threading.Channels.Channel<string> _tokens = System.Threading.Channels.Channel.CreateUnbounded<string>();
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public int Count => Volatile.Read(ref _count);

        public async Task<string> NextAsync() =>
            await _tokens.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        /// <summary>Lets the receiver that hangs answer.</summary>
        public void GoOn() => _goOn.TrySetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host == "hangs.example")
            {
                await _goOn.Task.WaitAsync(cancellationToken);
                return new HttpResponseMessage(Status);
            }
            request.RequestUri!.AbsoluteUri.ShouldBe(Uri);
            var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(
                await request.Content!.ReadAsStringAsync(cancellationToken));
            Interlocked.Increment(ref _count);
            await _tokens.Writer.WriteAsync(form["logout_token"].ToString(), cancellationToken);
            return new HttpResponseMessage(Status);
        }
    }
}
