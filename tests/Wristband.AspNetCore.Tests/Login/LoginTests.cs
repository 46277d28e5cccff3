using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Login;

public class LoginTests
{
    [Fact]
    public async Task A_person_signs_in_and_lands_where_they_wanted()
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.SignInAsync();

        page.Url.AbsoluteUri.ShouldBe("https://app.test/members");
        world.Cookie(SdkWorld.SessionCookie).ShouldNotBeNull();
    }
}
