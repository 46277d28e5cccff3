using Microsoft.Extensions.Options;
using Wristband.DemoApp.Admin;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Errors;
using Wristband.DemoApp.Live;
using Wristband.DemoApp.Members;
using Wristband.DemoApp.MinimalApis;
using Wristband.DemoApp.Telemetry;
using Wristband.DemoApp.Web;
using Wristband.DemoApp.WhatHappened;
using Wristband.DemoApp.Workspaces;

namespace Wristband.DemoApp;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception problem) when (StartProblems.Of(problem) is { Count: > 0 } problems)
        {
            StartProblems.Tell(problems);
            return 1;
        }
    }

    /// <summary>The whole demo. Search for __WRISTBAND__ to see every place that knows about sign-in.</summary>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Program).Assembly.GetName().Name,
        });
        builder.AddWeb();
        builder.AddErrorPages();
        builder.AddData();
        builder.AddMembers();
        builder.Services.AddSingleton<UsedWorkspaces>();
        builder.AddWhatHappened();
        builder.AddLive();
        // __WRISTBAND__ Sign-in, sessions and bearer validation. Settings: section "Wristband", environment, .env
        builder.AddWristband(options => options.Events = SignInEvents.Handlers);
        configure?.Invoke(builder);
        // Last: whether anything is watched stands in the settings.
        builder.AddTelemetry();

        var app = builder.Build();
        // Before anything reads a setting: all mistakes at once.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseKnownProxies();
        app.UseSecurityHeaders();
        app.UseRequestLocalization();
        app.UseErrorPages();
        app.UseWebFiles();
        // Named here, not left to the framework, which would put them in front of the headers and error pages above.
        app.UseRouting();
        app.UseLoginRecorder();
        app.UseAuthentication();
        app.UseSameTenant();
        app.UseAuthorization();
        // __WRISTBAND__ /api/auth/login, /callback, /logout, /session, /token and /backchannel-logout
        app.MapWristband();
        app.MapHealth();
        app.MapAdminDoors();
        app.MapMinimalApi();
        app.MapLive();
        app.MapRazorPages();
        app.MapControllers();
        return app;
    }
}
