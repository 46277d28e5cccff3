using System.Globalization;
using Wristband.Platform.Http;

namespace Wristband.Platform.Operations;

/// <summary>The one place where a request becomes a <see cref="Caller"/>, and where a browser is given what it is to keep.</summary>
internal static class CallerExtensions
{
    private const int LongestValue = 4096;

    /// <summary>The caller of this request. Who has not proved to be somebody is nobody.</summary>
    public static Caller GetCaller(this HttpContext context) => new(context.GetHost())
    {
        Address = context.Connection.RemoteIpAddress,
        UserAgent = context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null,
        Browser = new BrowserValues(
            Read(context, PlatformCookies.Session), Read(context, PlatformCookies.KnownDevice), Read(context, PlatformCookies.Browser)),
        Language = CultureInfo.CurrentUICulture,
    };

    /// <summary>Lets the browser keep what an operation answered.</summary>
    public static void Keep(this HttpContext context, BrowserValues values)
    {
        if (values.Session is { } session) PlatformCookies.Write(context, PlatformCookies.Session, session);
        if (values.KnownDevice is { } device)
            PlatformCookies.Write(context, PlatformCookies.KnownDevice, device, BrowserLifetimes.KnownDevice);
        if (values.Transaction is { } transaction)
            PlatformCookies.Write(context, PlatformCookies.Browser, transaction, BrowserLifetimes.Transaction);
    }

    private static string? Read(HttpContext context, string name) =>
        PlatformCookies.Read(context, name) is { Length: > 0 and <= LongestValue } value ? value : null;
}

/// <summary>How long a browser keeps what outlives its window; the session ends with the browser.</summary>
internal static class BrowserLifetimes
{
    public static readonly TimeSpan KnownDevice = TimeSpan.FromDays(180);
    public static readonly TimeSpan Transaction = TimeSpan.FromDays(1);
}
