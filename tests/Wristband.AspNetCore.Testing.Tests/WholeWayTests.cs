using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Wristband.Platform.Testing;

namespace Wristband.AspNetCore.Testing.Tests;

/// <summary>The whole way through the real platform, as docs/testing.md shows it.</summary>
public class WholeWayTests
{
    #region snippet TestWholeWay
    [Fact]
    public async Task Owners_sign_in_with_their_password()
    {
        await using var platform = await RealPlatform.StartAsync(new()
        {
            Accounts = [new("acme", "ada@acme.example", "opensesame-42", "owner"),
                new("acme", "bob@acme.example", "opensesame-43", "viewer")],
        });
        await using var factory = platform.Connect(new WebApplicationFactory<Program>());
        using var browser = platform.CreateBrowser(factory);

        var login = await browser.GetAsync("/api/auth/login?tenant_name=acme&return_url=/settings");
        var wrong = await browser.SubmitAsync(login, "#login", ("email", "ada@acme.example"), ("password", "opensesame-43"));
        var settings = await browser.SubmitAsync(wrong, "#login", ("email", "ada@acme.example"), ("password", "opensesame-42"));

        Assert.True(wrong.Has("#login"));
        Assert.Equal("Settings", settings.Text);
    }
    #endregion

    [Fact]
    public async Task Newcomers_sign_up_confirm_their_address_and_are_signed_in()
    {
        await using var platform = await RealPlatform.StartAsync();
        await using var factory = platform.Connect(new WebApplicationFactory<Program>());
        using var browser = platform.CreateBrowser(factory);

        var form = await browser.GetAsync("https://demo.dev.localhost/signup");
        var sent = await browser.SubmitAsync(form, "#signup", ("workspace", "globex"), ("given_name", "Gil"), ("family_name", "Globex"),
            ("email", "gil@globex.example"));
        sent.Text.ShouldContain("Check your mail");
        var mail = await platform.LastMailToAsync("gil@globex.example");
        var home = await browser.SubmitAsync(await browser.GetAsync(mail.Links[0]), "#confirm", ("password", "correct horse battery 42"));

        home.Status.ShouldBe(HttpStatusCode.OK, home.Text);
        home.Text.ShouldBe("Hello from globex");
        (await browser.GetAsync("/settings")).Text.ShouldBe("Settings", "who signs up owns the workspace");
    }

    [Fact]
    public async Task Platform_and_application_go_by_one_clock()
    {
        var clock = Given.Clock();
        await using var platform = await RealPlatform.StartAsync(
            new() { Accounts = [new("acme", "ada@acme.example", "opensesame-42")], Clock = clock });
        await using var factory = platform.Connect(new WebApplicationFactory<Program>());
        using var browser = platform.CreateBrowser(factory);
        var login = await browser.GetAsync("/api/auth/login?tenant_name=acme");
        var home = await browser.SubmitAsync(login, "#login", ("email", "ada@acme.example"), ("password", "opensesame-42"));

        // Tokens of another time would have been refused.
        home.Text.ShouldBe("Hello from acme");
        clock.Advance(TimeSpan.FromMinutes(45));
        (await browser.GetAsync("/")).Text.ShouldBe("Hello from acme", "the access token was renewed");
    }
}
