using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Sessions;

/// <summary>
/// An authorize request that waits for somebody to sign in. It travels through the login pages as one encrypted value and is
/// what decides client, redirect, scope and tenant at the end; nothing in a form can change it (P-05).
/// </summary>
/// <param name="TenantId">The tenant it was started at.</param>
/// <param name="ClientId">The client that asked.</param>
/// <param name="Query">The authorize request's query string, as it came, with the leading question mark.</param>
/// <param name="LoginHint">The address to prefill, if the client sent one.</param>
/// <param name="BrowserHash">Hash of the browser's cookie: the request goes on only where it began (P-24).</param>
/// <param name="CreatedAt">When it was started. A session younger than this satisfies prompt=login and max_age.</param>
internal sealed record LoginTransaction(
    string TenantId, string ClientId, string Query, string? LoginHint, string BrowserHash, DateTimeOffset CreatedAt);

/// <param name="Value">The value of <see cref="LoginTransactions.Parameter"/>.</param>
/// <param name="Keep">What the browser is to keep.</param>
internal sealed record BegunTransaction(string Value, BrowserValues Keep);

/// <summary>Starts, reads and resumes <see cref="LoginTransaction"/>s.</summary>
internal sealed class LoginTransactions(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>The query parameter that carries a transaction, on /login and on the resumed authorize request.</summary>
    public const string Parameter = "req";
    public const string AuthorizePath = "/api/v1/oauth2/authorize";
    private static readonly TimeSpan Lifetime = BrowserLifetimes.Transaction;
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(10);
    private readonly IDataProtector _protector = protection.CreateProtector("Wristband.Platform.LoginTransaction.v1");

    /// <summary>Starts a transaction and binds it to the browser, which is to keep what is answered.</summary>
    public BegunTransaction Begin(Caller caller, string clientId, string query, string? loginHint)
    {
        var browser = caller.Browser.Transaction is { Length: 43 } known ? known : SecretToken.New();
        var transaction = new LoginTransaction(caller.Tenant.Id, clientId, query, loginHint, SecretToken.Hash(browser), time.GetUtcNow());
        return new BegunTransaction(
            _protector.Protect(JsonSerializer.Serialize(transaction)), new BrowserValues(Transaction: browser));
    }

    /// <summary>The transaction, when it is ours, not expired, of this tenant and begun in this browser; null otherwise.</summary>
    public LoginTransaction? Read(Caller caller, string? protectedTransaction)
    {
        if (string.IsNullOrEmpty(protectedTransaction) || Unprotect(protectedTransaction) is not { } transaction) return null;
        var browser = caller.Browser.Transaction;
        var valid = transaction.CreatedAt + Lifetime > time.GetUtcNow()
            && transaction.TenantId == caller.Host.Tenant?.Id
            && browser is not null && SecretToken.Matches(browser, [transaction.BrowserHash]);
        return valid ? transaction : null;
    }

    /// <summary>
    /// Whether the browser that comes with this transaction keeps no cookies: it was begun a moment ago and yet the cookie is
    /// missing. Starting again would go round in circles.
    /// </summary>
    public bool IsWithoutCookies(Caller caller, string? protectedTransaction) =>
        !string.IsNullOrEmpty(protectedTransaction)
        && caller.Browser.Transaction is null
        && Unprotect(protectedTransaction) is { } transaction
        && transaction.CreatedAt + JustNow > time.GetUtcNow();

    /// <summary>Where the browser goes once somebody has signed in.</summary>
    public static string ResumePath(string protectedTransaction) => $"{AuthorizePath}?{Parameter}={Uri.EscapeDataString(protectedTransaction)}";

    private LoginTransaction? Unprotect(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<LoginTransaction>(_protector.Unprotect(text));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
