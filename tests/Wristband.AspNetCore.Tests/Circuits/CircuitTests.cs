using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using Wristband.AspNetCore.Circuits;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Circuits;

/// <summary>
/// Sessions in pages with a connection of their own. The circuit is a scope of the real container with the user of a real request,
/// as Blazor makes it; only the browser's end of JavaScript calls is played, by a browser without a screen that has the page's
/// cookies.
/// </summary>
public class CircuitTests
{
    [Fact]
    public async Task A_circuit_has_the_token_of_the_session_it_began_with()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);

        (await circuit.TokenAsync()).ShouldBe(await TokenOfPageAsync(world));
        circuit.Fetches.ShouldBe(0);
    }

    [Fact]
    public async Task It_sees_at_once_what_other_requests_of_the_session_renewed()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);
        var before = await circuit.TokenAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(29.5));

        await world.FetchTextAsync("/api/hello");

        var after = await circuit.TokenAsync();
        (after, circuit.Fetches).ShouldBe((await TokenOfPageAsync(world), 0));
        after.ShouldNotBe(before);
    }

    [Fact]
    public async Task It_sees_what_a_request_renewed_half_way_through()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);
        world.Clock.Advance(TimeSpan.FromMinutes(29.5));

        var renewed = await world.FetchTextAsync("/access-token");

        (await circuit.TokenAsync()).ShouldBe(renewed);
        circuit.Fetches.ShouldBe(0);
    }

    [Fact]
    public async Task A_token_that_is_due_is_renewed_by_a_request_of_the_browser_so_that_its_cookie_follows()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);
        var before = await circuit.TokenAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(29.5));

        var tokens = await Task.WhenAll(circuit.TokenAsync(), circuit.TokenAsync(), circuit.TokenAsync());

        tokens.Distinct().ShouldHaveSingleItem().ShouldNotBe(before);
        (circuit.Fetches, world.Platform.Calls("token.refresh")).ShouldBe((1, 1));
        // The refresh token that the platform gave is the browser's: its session goes on beyond the next renewal.
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    [Theory]
    [InlineData(29.5, true)]
    [InlineData(30.5, false)]
    public async Task Without_the_browser_the_token_goes_on_as_long_as_it_lives(double minutes, bool lives)
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);
        var before = await circuit.TokenAsync();
        circuit.IsOffline = true;
        world.Clock.Advance(TimeSpan.FromMinutes(minutes));

        (await circuit.TokenAsync()).ShouldBe(lives ? before : null);
        (await circuit.TokenAsync()).ShouldBe(lives ? before : null);
        circuit.Fetches.ShouldBe(1);
    }

    [Fact]
    public async Task XA3_logout_ends_the_circuits_session_at_once()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);
        (await circuit.TokenAsync()).ShouldNotBeNull();
        var told = 0;
        circuit.Provider.AuthenticationStateChanged += _ => told++;

        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");

        (await circuit.UserAsync()).Identity!.IsAuthenticated.ShouldBeFalse();
        (await circuit.TokenAsync()).ShouldBeNull();
        told.ShouldBe(1);
    }

    [Fact]
    public async Task After_logout_no_token_is_given_even_before_the_user_is_taken_away()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);

        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");

        (await circuit.TokenAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task A_circuit_that_nobody_uses_idles_out_like_any_session(int minutes, bool stays)
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);

        for (var i = 0; i < minutes; i++) world.Clock.Advance(TimeSpan.FromMinutes(1));

        (await circuit.UserAsync()).Identity!.IsAuthenticated.ShouldBe(stays);
    }

    [Fact]
    public async Task Use_of_the_page_is_use_of_the_session_until_its_absolute_end()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);

        for (var i = 0; i < 11 * 12 + 11; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            await circuit.ClickAsync();
        }

        (await circuit.UserAsync()).Identity!.IsAuthenticated.ShouldBeTrue();
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        (await circuit.UserAsync()).Identity!.IsAuthenticated.ShouldBeFalse();
    }

    // S-40, with sessions in a cache that replicas share
    [Fact]
    public async Task Renewal_and_logout_on_another_replica_reach_the_circuit_where_sessions_are_kept_in_a_shared_cache()
    {
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        await using var world = await StartAsync(cache: cache);
        await using var other = await StartAsync(world, cache);
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);
        world.Internet.Host("app.test", other.Handler);
        world.Clock.Advance(TimeSpan.FromMinutes(29.5));

        (await circuit.TokenAsync()).ShouldBe(await TokenOfPageAsync(world));
        circuit.Fetches.ShouldBe(1);
        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");

        (await circuit.TokenAsync()).ShouldBeNull();
        (await ((CircuitUser)circuit.Provider).CheckAsync()).ShouldBeFalse();
        (await circuit.UserAsync()).Identity!.IsAuthenticated.ShouldBeFalse();
    }

    // S-42
    [Fact]
    public async Task What_leads_from_the_user_to_the_session_shows_no_token()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        await using var circuit = await OpenAsync(world);

        var context = (await circuit.UserAsync()).Identities.Single().BootstrapContext!;

        context.GetType().GetProperties().ShouldBeEmpty();
        context.GetType().GetFields().ShouldBeEmpty();
        context.ToString()!.ShouldNotContain((await circuit.TokenAsync())!);
    }

    [Fact]
    public async Task Nobody_has_no_token_and_keeps_being_nobody()
    {
        await using var world = await StartAsync();
        await using var circuit = await OpenAsync(world, "/");

        world.Clock.Advance(TimeSpan.FromMinutes(2));

        (await circuit.TokenAsync()).ShouldBeNull();
        (await circuit.UserAsync()).Identity!.IsAuthenticated.ShouldBeFalse();
    }

    private static Task<SdkWorld> StartAsync(SdkWorld? replicaOf = null, IDistributedCache? cache = null) => SdkWorld.StartAsync(s =>
    {
        (s.Platform, s.Clock) = (replicaOf?.Platform, replicaOf?.Clock);
        if (cache is not null) s.Options = options => options.SessionStore = WristbandSessionStore.DistributedCache;
        s.After = builder =>
        {
            if (cache is not null) builder.Services.AddSingleton(cache);
            builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddWristband();
            builder.Services.AddScoped<PageInBrowser>();
            builder.Services.Replace(ServiceDescriptor.Scoped<IJSRuntime>(p => p.GetRequiredService<PageInBrowser>()));
            builder.Services.Replace(ServiceDescriptor.Scoped<NavigationManager, Navigation>());
        };
        s.Routes = app => app.Use((context, next) =>
        {
            Circuit.Users[context.Request.Headers["X-Circuit"].ToString()] = context.User;
            return next();
        });
    });

    private static async Task<Circuit> OpenAsync(SdkWorld world, string path = "/members")
    {
        var id = Guid.CreateVersion7().ToString();
        using var response = await world.FetchAsync(path, ("X-Circuit", id));
        response.EnsureSuccessStatusCode();
        return new Circuit(world, Circuit.Users[id]);
    }

    private static async Task<string?> TokenOfPageAsync(SdkWorld world) =>
        (await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString();

    private sealed class Circuit : IAsyncDisposable
    {
        public static readonly System.Collections.Concurrent.ConcurrentDictionary<string, ClaimsPrincipal> Users = new();

        private readonly AsyncServiceScope _scope;
        private readonly PageInBrowser _page;

        public Circuit(SdkWorld world, ClaimsPrincipal user)
        {
            _scope = world.Services.CreateAsyncScope();
            _page = _scope.ServiceProvider.GetRequiredService<PageInBrowser>();
            _page.World = world;
            Provider = _scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
            ((IHostEnvironmentAuthenticationStateProvider)Provider).SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        }

        public AuthenticationStateProvider Provider { get; }

        public int Fetches => _page.Fetches;

        public bool IsOffline { set => _page.IsOffline = value; }

        public Task<string?> TokenAsync() => _scope.ServiceProvider.GetRequiredService<WristbandCircuitSession>().GetAccessTokenAsync();

        public async Task<ClaimsPrincipal> UserAsync() => (await Provider.GetAuthenticationStateAsync()).User;

        /// <summary>As the circuit's handlers do it when an event arrives.</summary>
        public Task ClickAsync() => _scope.ServiceProvider.GetRequiredService<CircuitSession>().UsedAsync();

        public ValueTask DisposeAsync() => _scope.DisposeAsync();
    }

    /// <summary>The page's end of a circuit: calls the global function fetch with the browser's cookies.</summary>
    private sealed class PageInBrowser : IJSRuntime
    {
        public SdkWorld? World { get; set; }

        public int Fetches { get; private set; }

        public bool IsOffline { get; set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) =>
            InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            identifier.ShouldBe("fetch");
            Fetches++;
            if (IsOffline) throw new JSException("Failed to fetch");
            using var response = await World!.Browser.FetchAsync(HttpMethod.Get, (string)args!.Single()!);
            return default!;
        }
    }

    private sealed class Navigation : NavigationManager
    {
        public Navigation() => Initialize(SdkWorld.App + "/", SdkWorld.App + "/members");
    }
}
