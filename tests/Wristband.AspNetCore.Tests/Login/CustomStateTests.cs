using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Login;

/// <summary>What an application leaves with a login it finds again when the login is complete.</summary>
public class CustomStateTests
{
    [Fact]
    public async Task It_comes_back_with_the_login_that_it_was_left_for()
    {
        var seen = new List<string>();
        await using var world = await SdkWorld.StartAsync(s => s.Options = options =>
        {
            options.Events.OnLoginStarting = context =>
            {
                context.CustomState["plan"] =
                    $"{context.HttpContext.Request.Query["plan"]} for {context.TenantName} at {context.ReturnUrl}";
                return Task.CompletedTask;
            };
            options.Events.OnSignedIn = context =>
            {
                seen.Add(context.CustomState["plan"]);
                return Task.CompletedTask;
            };
        });
        var first = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members&plan=pro");
        var second = await world.CallbackOfANewLoginAsync("tenant_name=globex&plan=free");

        await world.Browser.GetAsync(second.AbsoluteUri);
        await world.Browser.GetAsync(first.AbsoluteUri);

        seen.ShouldBe(["free for globex at ", "pro for acme at /members"]);
        first.AbsoluteUri.ShouldNotContain("pro");
    }

    [Fact]
    public async Task It_is_empty_when_nothing_was_left()
    {
        var count = -1;
        await using var world = await SdkWorld.StartAsync(s => s.Options = options => options.Events.OnSignedIn = context =>
        {
            count = context.CustomState.Count;
            return Task.CompletedTask;
        });

        await world.SignInAsync();

        count.ShouldBe(0);
    }

    [Theory]
    [InlineData('x', 501, 1)]
    [InlineData('x', 502, 0)]
    [InlineData('界', 167, 1)]
    [InlineData('界', 168, 0)]
    [InlineData('界', 500, 0)]
    public async Task XD15_too_much_of_it_counted_in_bytes_never_stops_a_login(char letter, int length, int kept)
    {
        var (count, logs) = (-1, new CollectedLogs());
        await using var world = await SdkWorld.StartAsync(s =>
        {
            logs = s.Logs;
            s.Options = options =>
            {
                options.Events.OnLoginStarting = context =>
                {
                    context.CustomState["note"] = new string(letter, length);
                    return Task.CompletedTask;
                };
                options.Events.OnSignedIn = context =>
                {
                    count = context.CustomState.Count;
                    return Task.CompletedTask;
                };
            };
        });

        await world.SignInAsync();

        count.ShouldBe(kept);
        logs.Lines.Count(l => l.Text.StartsWith("WB1215", StringComparison.Ordinal)).ShouldBe(1 - kept);
    }
}
