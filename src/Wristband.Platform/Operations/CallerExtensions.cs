using System.Globalization;
using Wristband.Platform.Http;

namespace Wristband.Platform.Operations;

/// <summary>The one place where a request becomes a <see cref="Caller"/>, and where a browser is given what it is to keep.</summary>
internal static class CallerExtensions
{
    private const int LongestValue = 4096;

    // Tabs that are opened in the same instant must not overwrite each other's, so each has a name of its own.
    private const int NameLength = 6;

    /// <summary>The caller of this request. Who has not proved to be somebody is nobody.</summary>
    public static Caller GetCaller(this HttpContext context) => new(context.GetHost())
    {
        Address = context.Connection.RemoteIpAddress,
        UserAgent = context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null,
        Browser = new BrowserValues(Read(context, PlatformCookies.Session), Read(context, PlatformCookies.KnownDevice))
        {
            Transactions = PlatformCookies.ReadAll(context, PlatformCookies.Browser),
        },
        Language = CultureInfo.CurrentUICulture,
    };

    /// <summary>Lets the browser keep what an operation answered.</summary>
    public static void Keep(this HttpContext context, BrowserValues values)
    {
        if (values.Session is { } session) PlatformCookies.Write(context, PlatformCookies.Session, session);
        if (values.KnownDevice is { } device)
            PlatformCookies.Write(context, PlatformCookies.KnownDevice, device, BrowserLifetimes.KnownDevice);
        if (values.Transaction is { } transaction)
            PlatformCookies.Write(
                context, $"{PlatformCookies.Browser}-{transaction[..NameLength]}", transaction, BrowserLifetimes.Transaction);
    }

    /// <summary>The browser forgets the session, and remembers for a moment that somebody signed out.</summary>
    public static void SignedOut(this HttpContext context)
    {
        PlatformCookies.Delete(context, PlatformCookies.Session);
        PlatformCookies.Write(context, PlatformCookies.SignedOut, "1", BrowserLifetimes.SignedOut);
    }

    private static string? Read(HttpContext context, string name) =>
        PlatformCookies.Read(context, name) is { Length: > 0 and <= LongestValue } value ? value : null;
}

/// <summary>How long a browser keeps what outlives its window; the session ends with the browser.</summary>
internal static class BrowserLifetimes
{
    public static readonly TimeSpan KnownDevice = TimeSpan.FromDays(180);
    public static readonly TimeSpan Transaction = TimeSpan.FromDays(1);
    public static readonly TimeSpan SignedOut = TimeSpan.FromMinutes(1);
}
