using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests;

/// <summary>What docs/sdk.md shows does what it says.</summary>
public class SnippetTests
{
    [Fact]
    public async Task Each_kind_of_protection_lets_in_who_it_should()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Routes = Snippets.Protect);
        var bearer = ("Authorization", "Bearer " + world.Platform.NewAccessToken(Person.In("acme")));

        using var report = await world.SendRawAsync(HttpMethod.Get, "/api/report", bearer);
        using var nobody = await world.SendRawAsync(HttpMethod.Get, "/api/v1/", bearer);
        await world.SignInAsync();
        using var note = await world.Browser.FetchAsync(
            HttpMethod.Post, SdkWorld.App + "/api/notes", JsonContent.Create(new Snippets.Note(" note")),
            (WristbandDefaults.CsrfHeader, world.Cookie(WristbandDefaults.CsrfCookie)!));

        (await report.Content.ReadAsStringAsync()).ShouldBe("id-of-acme");
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await note.Content.ReadAsStringAsync()).ShouldBe("id-of-acme note");
        (await world.FetchTextAsync("/notes")).ShouldBe("Notes of acme");
        (await world.FetchTextAsync("/settings")).ShouldBe("Settings");
    }

    [Fact]
    public async Task Events_add_claims_and_metadata()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Before = builder =>
        {
            builder.Services.AddSingleton<Snippets.Plans>();
            Snippets.Events(builder);
        });

        await world.SignInAsync();

        (await world.FetchJsonAsync("/api/auth/session")).GetProperty("metadata").GetProperty("plan").GetString()
            .ShouldBe("gold for id-of-acme");
    }

    [Fact]
    public async Task The_access_token_reaches_the_code_that_asks_for_it()
    {
        await using var world = await SdkWorld.StartAsync(
            s => s.Routes = app => Snippets.Outgoing(WebApplication.CreateSlimBuilder(), app));
        await world.SignInAsync();

        (await world.FetchTextAsync("/api/whoami"))
            .ShouldBe((await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString());
    }
}
