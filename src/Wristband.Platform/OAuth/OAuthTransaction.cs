using Microsoft.AspNetCore;
using OpenIddict.Server;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth;

/// <summary>What our handlers pass on to each other through OpenIddict's transaction, typed.</summary>
internal static class OAuthTransaction
{
    private const string TrustedRedirectUri = "wb.redirect_uri";
    private const string Resumed = "wb.resumed";
    private const string Presented = "wb.presented";

    public static HttpContext Http(this OpenIddictServerTransaction transaction) =>
        transaction.GetHttpRequest()?.HttpContext ?? throw new InvalidOperationException("The request is gone.");

    public static HostContext Host(this OpenIddictServerTransaction transaction) => transaction.Http().GetHost();

    /// <summary>The registered redirect URI, once client and URI were checked: from here on errors may go there.</summary>
    public static string? GetTrustedRedirectUri(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<string>(TrustedRedirectUri);

    public static void SetTrustedRedirectUri(this OpenIddictServerTransaction transaction, string uri) =>
        transaction.SetProperty(TrustedRedirectUri, uri);

    /// <summary>The waiting request that this authorize request continues, if it came back from the login page.</summary>
    public static WaitingRequest? GetResumed(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<WaitingRequest>(Resumed);

    public static void SetResumed(this OpenIddictServerTransaction transaction, WaitingRequest resumed) =>
        transaction.SetProperty(Resumed, resumed);

    /// <summary>The code or refresh token that was presented.</summary>
    public static StoredToken? GetPresented(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<StoredToken>(Presented);

    public static void SetPresented(this OpenIddictServerTransaction transaction, StoredToken token) =>
        transaction.SetProperty(Presented, token);
}
