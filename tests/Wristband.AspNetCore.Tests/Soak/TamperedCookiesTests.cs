using System.Net;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Soak;

/// <summary>S-43, D-31: five thousand ways to spoil a session cookie.</summary>
[Collection(Alone.Name)]
public class TamperedCookiesTests
{
    private const int Cases = 5000;

    [Fact]
    public async Task A_session_with_any_byte_changed_cut_doubled_or_swapped_is_no_session()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var value = world.Cookie(SdkWorld.SessionCookie)!;
        var other = world.NewBrowser();
        await world.SignInAsync("globex", other);
        var foreign = world.Cookie(SdkWorld.SessionCookie, other)!;
        (await StatusAsync(world, value)).ShouldBe(HttpStatusCode.OK);

        await Alone.ShouldStayFlatAsync(Cases, async i =>
        {
            var bad = Spoiled(value, foreign, i);
            (await StatusAsync(world, bad)).ShouldBe(HttpStatusCode.Unauthorized, $"case {i}: {bad}");
        });
    }

    /// <summary>Every position in turn; what happens there goes round.</summary>
    private static string Spoiled(string value, string foreign, int i)
    {
        var at = i / 4 * 7 % (value.Length - 1);
        return (i % 4) switch
        {
            0 => value[..at] + (value[at] == 'A' ? 'B' : 'A') + value[(at + 1)..],
            1 => value[..at],
            2 => value[..at] + value[at] + value[at..],
            // Two valid halves make no whole. Both begin with the id of the key, so the cut lies behind it.
            _ => value[..Math.Max(at, 60)] + foreign[Math.Max(at, 60)..],
        };
    }

    private static async Task<HttpStatusCode> StatusAsync(SdkWorld world, string cookie)
    {
        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", $"{SdkWorld.SessionCookie}={cookie}"));
        return response.StatusCode;
    }
}
