using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Session;

/// <summary>Connections that outlive their request end with the session.</summary>
public class LiveConnectionsTests
{
    private const string Logout = "logout in another tab";
    private const string Platform = "logout at the platform";
    private const string Replica = "logout on another replica";
    private const string Idle = "nobody was here";
    private const string Revoked = "the grant is dead";

    [Theory]
    [InlineData(Logout, 0)]
    [InlineData(Platform, 0)]
    [InlineData(Revoked, 0)]
    [InlineData(Replica, 10)]
    [InlineData(Idle, 10)]
    public async Task XA3_a_connection_ends_within_seconds_of_its_session_and_others_stay(string how, int seconds)
    {
        var cache = how == Replica ? new WatchedCache() : null;
        var streams = new Streams();
        await using var world = await StartAsync(cache, streams);
        await world.SignInAsync();
        using var mine = await OpenAsync(world, world.Browser);
        var other = world.NewBrowser();
        if (how == Idle) world.Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(seconds));
        await world.SignInAsync("globex", other);
        using var theirs = await OpenAsync(world, other);

        await EndAsync(world, how, cache);
        if (seconds > 0) world.Clock.Advance(TimeSpan.FromSeconds(seconds));

        await streams.EndOf("user-of-acme");
        streams.HasEnded("user-of-globex").ShouldBeFalse();
    }

    private static async Task EndAsync(SdkWorld world, string how, IDistributedCache? cache)
    {
        switch (how)
        {
            case Logout:
                await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");
                break;
            case Platform:
                using (var client = new HttpMessageInvoker(world.Handler))
                using (var request = new HttpRequestMessage(HttpMethod.Post, SdkWorld.App + "/api/auth/backchannel-logout"))
                {
                    request.Content = new FormUrlEncodedContent([new("logout_token", world.Platform.LogoutToken().Without("sid").Sign())]);
                    (await client.SendAsync(request, CancellationToken.None)).IsSuccessStatusCode.ShouldBeTrue();
                }
                break;
            case Revoked:
                world.Platform.Answers["token.refresh"] = context => FakePlatform.RefuseAsync(context, 400, "invalid_grant");
                world.Clock.Advance(TimeSpan.FromMinutes(29));
                await world.FetchTextAsync("/api/hello");
                break;
            case Replica:
                await using (var other = await world.ReplicaAsync(cache!))
                {
                    world.Internet.Host("app.test", other.Handler);
                    await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");
                    world.Internet.Host("app.test", world.Handler);
                }
                break;
        }
    }

    private static Task<SdkWorld> StartAsync(IDistributedCache? cache, Streams streams)
    {
        void Setup(SdkWorldSetup setup)
        {
            setup.Settings["Wristband:BackchannelLogout"] = "true";
            setup.Routes = app => app.MapGet("/events", streams.StreamAsync).RequireWristbandSession();
        }
        return cache is null ? SdkWorld.StartAsync(Setup) : StoredWorld.StartAsync(cache, Setup);
    }

    private static async Task<HttpResponseMessage> OpenAsync(SdkWorld world, Wristband.TestSupport.Browser browser)
    {
        using var client = new HttpMessageInvoker(world.Handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, SdkWorld.App + "/events");
        request.Headers.Add("Cookie", browser.Cookies.Header(new Uri(SdkWorld.App)));
        request.Headers.Add("Accept", "text/event-stream");
        var response = await client.SendAsync(request, CancellationToken.None);
        response.IsSuccessStatusCode.ShouldBeTrue();
        return response;
    }

    /// <summary>An endpoint whose answer never ends by itself.</summary>
    private sealed class Streams
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource> _ends = new();

        public Task EndOf(string user) => Of(user).Task.WaitAsync(TimeSpan.FromMinutes(1));

        public bool HasEnded(string user) => Of(user).Task.IsCompleted;

        public async Task StreamAsync(HttpContext context)
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync();
            var end = Of(context.User.GetUserId()!);
            await using var aborted = context.RequestAborted.Register(() => end.TrySetResult());
            await end.Task;
        }

        private TaskCompletionSource Of(string user) => _ends.GetOrAdd(user, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
