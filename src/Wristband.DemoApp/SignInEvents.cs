using Wristband.AspNetCore;
using Wristband.DemoApp.Errors;
using Wristband.DemoApp.Members;
using Wristband.DemoApp.Web;
using Wristband.DemoApp.WhatHappened;
using Wristband.DemoApp.Workspaces;

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
        services.GetRequiredService<UsedWorkspaces>().Remember(context.HttpContext, context.Identity);
        await services.GetRequiredService<MemberSync>().SignedInAsync(context.Identity, context.HttpContext.RequestAborted);
        LoginRecord.Of(context.HttpContext)?.SignedIn(context.Identity);
    }
}
