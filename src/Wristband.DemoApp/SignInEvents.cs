using Wristband.AspNetCore;
using Wristband.DemoApp.Errors;
using Wristband.DemoApp.Home;
using Wristband.DemoApp.Members;

namespace Wristband.DemoApp;

/// <summary>__WRISTBAND__ What this application does when the SDK tells it that something happens.</summary>
internal static class SignInEvents
{
    public static WristbandEvents Handlers { get; } = new()
    {
        OnSignedIn = SignedInAsync,
        OnProblem = ProblemPage.ShowAsync,
    };

    private static async Task SignedInAsync(WristbandSignedInContext context)
    {
        var services = context.HttpContext.RequestServices;
        SessionFacts.Remember(context);
        await services.GetRequiredService<MemberSync>().SignedInAsync(context.Identity, context.HttpContext.RequestAborted);
    }
}
