using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// One cookie per login under way, so that several tabs can log in at once. Each is sealed by data protection under its own
/// purpose, ends after an hour whatever the browser says (S-14), and at most five are left after an answer (S-15).
/// </summary>
internal sealed class LoginStateCookies(
    SchemeNames names,
    WristbandOptions options,
    IDataProtectionProvider protection,
    CookieRules rules,
    TimeProvider clock)
{
    private const int MostCookies = 5;
    private const int MostLookedAt = 40;

    /// <summary>Above this a cookie crowds out others; the return URL is what can grow, so it is what goes.</summary>
    private const int MaxLength = 1500;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private readonly IDataProtector _protector = protection.CreateProtector("Wristband.AspNetCore", options.ClientId, names.Session, "login-state", "v1");

    public void Write(HttpContext context, LoginState state)
    {
        var value = Seal(state);
        if (value.Length > MaxLength) value = Seal(state with { ReturnUrl = null });
        var cookie = rules.OptionsFor(context.Request, httpOnly: true, SameSiteMode.Lax);
        cookie.MaxAge = Lifetime;
        DeleteOldest(context, leave: MostCookies - 1);
        context.Response.Cookies.Append(NameOf(context.Request, state.State), value, cookie);
    }

    /// <summary>The login that this state belongs to; null when its cookie is missing, foreign, damaged, doubled or too old.</summary>
    public LoginState? Read(HttpContext context, string state)
    {
        var name = NameOf(context.Request, state);
        if (!context.Request.Cookies.TryGetValue(name, out var value)) return null;
        if (RequestCookieNames.IsAmbiguous(context.Request, name))
        {
            Delete(context, name);
            return null;
        }
        return Open(value) is { } found
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(found.State), Encoding.ASCII.GetBytes(state))
                ? found
                : null;
    }

    /// <summary>The login is done; its cookie has served.</summary>
    public void Remove(HttpContext context, string state) => Delete(context, NameOf(context.Request, state));

    public void RemoveAll(HttpContext context) => DeleteOldest(context, leave: 0);

    /// <summary>Clears what cannot be read any more and what is beyond the limit, newest first; every auth endpoint does it.</summary>
    public void Tidy(HttpContext context) => DeleteOldest(context, leave: MostCookies);

    private void DeleteOldest(HttpContext context, int leave)
    {
        var prefix = rules.NameFor(context.Request, names.LoginCookiePrefix);
        var alive = new List<(string Name, long Created)>();
        var looked = 0;
        foreach (var (name, value) in context.Request.Cookies)
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal)) continue;
            if (looked++ < MostLookedAt && Open(value) is { } state) alive.Add((name, state.Created));
            else Delete(context, name);
        }
        foreach (var (name, _) in alive.OrderByDescending(c => c.Created).Skip(leave)) Delete(context, name);
    }

    private void Delete(HttpContext context, string name) =>
        context.Response.Cookies.Delete(name, rules.OptionsFor(context.Request, httpOnly: true, SameSiteMode.Lax));

    private string NameOf(HttpRequest request, string state) =>
        rules.NameFor(request, names.LoginCookiePrefix + Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(state)))[..22]);

    private string Seal(LoginState state) => Base64Url.EncodeToString(_protector.Protect(state.ToBytes()));

    private LoginState? Open(string value)
    {
        if (value.Length > 4096) return null;
        try
        {
            var state = LoginState.FromBytes(_protector.Unprotect(Base64Url.DecodeFromChars(value)));
            var age = state is null ? TimeSpan.MaxValue : clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(state.Created);
            return age < Lifetime ? state : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
