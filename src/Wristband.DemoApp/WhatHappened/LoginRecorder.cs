using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore;
using Wristband.DemoApp.Data;

namespace Wristband.DemoApp.WhatHappened;

/// <summary>
/// Watches the login and callback endpoints from outside, as a browser sees them. Until the person is known the steps travel in a
/// sealed cookie that only those endpoints get; after that they lie with the member's row.
/// </summary>
internal sealed class LoginRecorder(
    RequestDelegate next, IDataProtectionProvider protection, IOptions<WristbandOptions> options, TimeProvider time)
{
    private const string Cookie = "login-steps";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);
    private readonly IDataProtector _protector = protection.CreateProtector("Wristband.DemoApp.WhatHappened");

    public async Task InvokeAsync(HttpContext context)
    {
        var path = new PathString(context.Request.Path.Value?.TrimEnd('/'));
        var isCallback = path == options.Value.AuthPath + "/callback";
        if (!isCallback && path != options.Value.AuthPath + "/login")
        {
            await next(context);
            return;
        }
        var record = new LoginRecord(time);
        context.Items[typeof(LoginRecord)] = record;
        record.Continue(Read(context.Request));
        record.Requested(context.Request, isCallback ? StepKind.CameBack : StepKind.Asked);
        await next(context);
        if (context.Response.HasStarted) return;
        record.Answered(context.Response, record.Identity is null ? StepKind.SentAway : StepKind.Answered);
        if (record.Identity is null) Write(context, record);
        else await KeepAsync(context, record);
    }

    private IReadOnlyList<LoginStep> Read(HttpRequest request)
    {
        try
        {
            return request.Cookies.TryGetValue(Cookie, out var text) ? LoginRecord.Parse(Packed.Open(_protector, text)) : [];
        }
        catch (Exception problem) when (problem is CryptographicException or JsonException or FormatException or InvalidDataException)
        {
            // Written by another installation, or by hand: the record begins anew.
            return [];
        }
    }

    private void Write(HttpContext context, LoginRecord record) =>
        context.Response.Cookies.Append(Cookie, Packed.Seal(_protector, record), Attributes(context, Lifetime));

    private async Task KeepAsync(HttpContext context, LoginRecord record)
    {
        context.Response.Cookies.Delete(Cookie, Attributes(context, null));
        var steps = record.ToJson();
        var user = record.Identity!.FindFirst(WristbandClaims.UserId)!.Value;
        await context.RequestServices.GetRequiredService<DemoDbContext>().Members.Where(member => member.UserId == user)
            .ExecuteUpdateAsync(member => member.SetProperty(m => m.LastSignInSteps, steps), context.RequestAborted);
    }

    private CookieOptions Attributes(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = options.Value.AuthPath,
        MaxAge = lifetime,
    };
}
