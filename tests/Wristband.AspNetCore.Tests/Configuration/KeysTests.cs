using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Configuration;

/// <summary>D8: where the keys of cookies come from, and that registration order never decides it (S-05, S-06).</summary>
public class KeysTests
{
    private const string NewSecret = "nQ2v8Yx5Ls-7Ht4Ba0Jk9We3Rf6_Zu1Mc";

    // S-06
    [Fact]
    public async Task Two_replicas_with_the_same_secret_share_sessions_and_logins()
    {
        await using var first = await SdkWorld.StartAsync();
        await using var second = await ReplicaAsync(first);
        var callback = await first.CallbackOfANewLoginAsync();

        // The login begins on one replica and ends on the other, whose session the first one reads.
        first.Internet.Host("app.test", second.Handler);
        await first.Browser.GetAsync(callback.AbsoluteUri);
        first.Internet.Host("app.test", first.Handler);

        (await first.FetchTextAsync("/api/hello")).ShouldBe("hello");
        using var post = await first.PostAsync("/api/hello");
        post.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // S-06, C-32, D-08: add behind, promote, remove
    [Fact]
    public async Task A_secret_can_be_replaced_without_losing_a_session()
    {
        await using var old = await SdkWorld.StartAsync();
        await old.SignInAsync();
        await using var added = await ReplicaAsync(old, SdkWorld.Secret, NewSecret);
        await using var promoted = await ReplicaAsync(old, NewSecret, SdkWorld.Secret);
        await using var removed = await ReplicaAsync(old, NewSecret);

        foreach (var step in new[] { added, promoted })
        {
            old.Internet.Host("app.test", step.Handler);
            old.Clock.Advance(TimeSpan.FromMinutes(6));
            (await old.FetchTextAsync("/api/hello")).ShouldBe("hello");
        }
        old.Internet.Host("app.test", removed.Handler);
        (await old.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // The steps of docs/sdk.md one after the other; whoever comes by once between the last two stays. Nobody moves the clock.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task XD26_the_runbook_for_a_new_secret_signs_nobody_out(bool stored)
    {
        var cache = stored ? new WatchedCache() : null;
        await using var old = await RunAsync(null, cache, SdkWorld.Secret);
        await using var added = await RunAsync(old, cache, SdkWorld.Secret, NewSecret);
        await using var swapped = await RunAsync(old, cache, NewSecret, SdkWorld.Secret);
        await using var removed = await RunAsync(old, cache, NewSecret);
        var people = Enumerable.Range(0, 5).Select(_ => old.NewBrowser()).ToArray();
        foreach (var person in people) await old.SignInAsync("acme", person);

        foreach (var step in new[] { added, swapped, removed })
        {
            old.Internet.Host("app.test", step.Handler);
            foreach (var person in people)
            {
                using var response = await person.FetchAsync(HttpMethod.Get, SdkWorld.App + "/api/hello");
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                response.Headers.Contains("Set-Cookie").ShouldBe(step == swapped);
            }
        }
    }

    // The twin: without the step in between nobody could stay.
    [Fact]
    public async Task A_secret_that_is_removed_at_once_takes_its_sessions_along()
    {
        await using var old = await SdkWorld.StartAsync();
        await old.SignInAsync();
        await using var removed = await ReplicaAsync(old, NewSecret);

        old.Internet.Host("app.test", removed.Handler);

        using var response = await old.FetchAsync("/api/hello");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<SdkWorld> RunAsync(SdkWorld? of, WatchedCache? cache, params string[] secrets)
    {
        void Setup(SdkWorldSetup setup)
        {
            (setup.Platform, setup.Clock) = (of?.Platform, of?.Clock);
            for (var i = 0; i < secrets.Length; i++) setup.Settings[$"Wristband:SessionSecrets:{i}"] = secrets[i];
        }
        return cache is null ? SdkWorld.StartAsync(Setup) : StoredWorld.StartAsync(cache, Setup);
    }

    [Fact]
    public async Task Another_secret_reads_nothing()
    {
        await using var first = await SdkWorld.StartAsync();
        await first.SignInAsync();
        await using var other = await ReplicaAsync(first, NewSecret);

        first.Internet.Host("app.test", other.Handler);

        using var response = await first.FetchAsync("/api/hello");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-44
    [Fact]
    public async Task Another_client_with_the_same_secret_reads_nothing()
    {
        await using var first = await SdkWorld.StartAsync();
        await first.SignInAsync();
        await using var other = await SdkWorld.StartAsync(s => s.Settings["Wristband:ClientId"] = "other-client");

        using var invoker = new HttpMessageInvoker(other.Handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, SdkWorld.App + "/api/hello");
        request.Headers.Add("Cookie", first.Browser.Cookies.Header(new Uri(SdkWorld.App)));

        (await invoker.SendAsync(request, CancellationToken.None)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-44
    [Fact]
    public async Task Another_client_on_the_same_key_ring_reads_nothing()
    {
        var ring = Directory.CreateTempSubdirectory("wristband-keys-");
        void Share(SdkWorldSetup setup)
        {
            setup.Settings.Remove("Wristband:SessionSecrets:0");
            setup.Before = b => b.Services.AddDataProtection().PersistKeysToFileSystem(ring).SetApplicationName("shared");
        }
        await using var first = await SdkWorld.StartAsync(Share);
        await first.SignInAsync();
        await using var same = await SdkWorld.StartAsync(s =>
        {
            Share(s);
            (s.Platform, s.Clock) = (first.Platform, first.Clock);
        });
        await using var other = await SdkWorld.StartAsync(s =>
        {
            Share(s);
            (s.Platform, s.Clock) = (first.Platform, first.Clock);
            s.Settings["Wristband:ClientId"] = "other-client";
        });

        first.Internet.Host("app.test", same.Handler);
        (await first.FetchTextAsync("/api/hello")).ShouldBe("hello");
        first.Internet.Host("app.test", other.Handler);
        using var response = await first.FetchAsync("/api/hello");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-05
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Authentication_registered_before_or_after_changes_nothing(bool before)
    {
        static void Register(WebApplicationBuilder builder)
        {
            builder.Services.AddDataProtection().SetApplicationName("shop");
            builder.Services.AddAuthentication().AddCookie("other");
            builder.Services.AddAntiforgery();
        }
        await using var first = await SdkWorld.StartAsync(s =>
        {
            if (before) s.Before = Register;
            else s.After = Register;
        });
        await first.SignInAsync();
        await using var second = await SdkWorld.StartAsync(s =>
        {
            (s.Platform, s.Clock) = (first.Platform, first.Clock);
            if (before) s.After = Register;
            else s.Before = Register;
        });

        first.Internet.Host("app.test", second.Handler);

        (await first.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // S-05: secrets that could not take effect are never silently ignored
    [Theory]
    [InlineData("files", true)]
    [InlineData("files", false)]
    [InlineData("own provider", true)]
    [InlineData("own provider", false)]
    [InlineData("ephemeral", true)]
    public async Task Secrets_beside_a_key_ring_stop_the_start(string ring, bool before)
    {
        void Register(WebApplicationBuilder builder)
        {
            if (ring == "files")
                builder.Services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateTempSubdirectory("wristband-keys-"));
            else if (ring == "ephemeral") builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            else builder.Services.AddSingleton<IDataProtectionProvider>(new OwnProvider());
        }

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => SdkWorld.StartAsync(s =>
        {
            if (before) s.Before = Register;
            else s.After = Register;
        }));

        failure.Failures.ShouldHaveSingleItem().ShouldStartWith("WB1019");
    }

    // S-06, D-49
    [Theory]
    [InlineData("Production", "none", false)]
    [InlineData("Staging", "none", false)]
    [InlineData("Production", "ephemeral", false)]
    [InlineData("Development", "none", true)]
    [InlineData("Production", "files", true)]
    [InlineData("Production", "own provider", true)]
    public async Task Outside_development_keys_have_to_be_kept_somewhere(string environment, string ring, bool starts)
    {
        async Task StartAsync()
        {
            await using var world = await SdkWorld.StartAsync(s =>
            {
                s.Environment = environment;
                s.Settings.Remove("Wristband:SessionSecrets:0");
                s.Before = builder =>
                {
                    if (ring == "files")
                        builder.Services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateTempSubdirectory("wristband-keys-"));
                    if (ring == "ephemeral") builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
                    if (ring == "own provider") builder.Services.AddSingleton<IDataProtectionProvider>(new OwnProvider());
                };
            });
            await world.SignInAsync();
        }

        if (starts) await StartAsync();
        else (await Should.ThrowAsync<OptionsValidationException>(StartAsync)).Failures.ShouldHaveSingleItem().ShouldStartWith("WB1020");
    }

    // D8: the application's own data protection works with the derived keys too
    [Fact]
    public async Task The_derived_keys_serve_the_whole_application()
    {
        await using var first = await SdkWorld.StartAsync();
        await using var second = await ReplicaAsync(first);

        var sealedText = first.Services.GetDataProtectionProvider().CreateProtector("own").Protect("text");

        second.Services.GetDataProtectionProvider().CreateProtector("own").Unprotect(sealedText).ShouldBe("text");
    }

    private static Task<SdkWorld> ReplicaAsync(SdkWorld of, params string[] secrets) => SdkWorld.StartAsync(s =>
    {
        (s.Platform, s.Clock) = (of.Platform, of.Clock);
        // Another folder, as replicas have: the framework would keep their payloads apart by it.
        s.ContentRoot = Directory.CreateTempSubdirectory("wristband-replica-").FullName;
        for (var i = 0; i < secrets.Length; i++) s.Settings[$"Wristband:SessionSecrets:{i}"] = secrets[i];
    });

    private sealed class OwnProvider : IDataProtectionProvider
    {
        private readonly EphemeralDataProtectionProvider _inner = new();

        public IDataProtector CreateProtector(string purpose) => _inner.CreateProtector(purpose);
    }
}
