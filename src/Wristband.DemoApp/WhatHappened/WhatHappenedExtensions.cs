using Wristband.AspNetCore;

namespace Wristband.DemoApp.WhatHappened;

/// <summary>Shows people their last sign-in, step by step.</summary>
internal static class WhatHappenedExtensions
{
    public static WebApplicationBuilder AddWhatHappened(this WebApplicationBuilder builder)
    {
        builder.Services.AddTransient<ServerCallRecorder>();
        builder.Services.AddHttpClient(WristbandDefaults.BackchannelName).AddHttpMessageHandler<ServerCallRecorder>();
        return builder;
    }

    public static void UseLoginRecorder(this WebApplication app) => app.UseMiddleware<LoginRecorder>();
}
