using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// The logins that this browser has under way, so that several tabs can log in at once. There are five places, each a cookie that is
/// sealed under a purpose of its own and ends after an hour whatever the browser says (S-14). A new login takes a free place, else the
/// oldest one's: however many tabs begin at once, there are never more than five (S-15), and never so many bytes that a proxy would
/// refuse the request.
/// </summary>
internal sealed class LoginStateCookies(
    SchemeNames names,
    WristbandOptions options,
    IDataProtectionProvider protection,
    KeptReturnUrls kept,
    CookieRules rules,
    TimeProvider time)
{
    private const int Places = 5;

    /// <summary>Above this a login's cookie crowds out others; the return URL is what can grow, so the server keeps it instead.</summary>
    private const int MostCharacters = 1500;

    /// <summary>What all of them may take of a header that proxies by default refuse above 8 KB.</summary>
    private const int MostCharactersTogether = 4000;

    /// <summary>
    /// Each deletion is a line of the answer's head, which proxies by default refuse above 4 KB. The next answer does the rest.
    /// </summary>
    private const int MostDeletions = 8;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private readonly IDataProtector _protector =
        protection.CreateProtector("Wristband.AspNetCore", options.ClientId, names.Session, "login-state", "v2");

    private sealed record Place(string Name, int Length, LoginState? Login);

    public async Task WriteAsync(HttpContext context, LoginState state)
    {
        var value = Seal(state);
        var isTooLong = value.Length > MostCharacters;
        if (isTooLong) value = Seal(state with { ReturnUrl = null, ReturnUrlIsKeptHere = true });
        if (state.ReturnUrl is { } returnUrl) await kept.KeepAsync(state.State, returnUrl, everywhere: isTooLong);

        var living = Tidy(context, MostCharactersTogether - value.Length);
        var free = Enumerable.Range(0, Places).Select(place => NameOf(context.Request, place)).Except(living.Select(p => p.Name)).ToArray();
        // Any of the free ones: tabs that begin at the same moment do not know of each other.
        var name = free.Length > 0 ? free[RandomNumberGenerator.GetInt32(free.Length)] : living[^1].Name;
        var cookie = rules.OptionsFor(context.Request, httpOnly: true, SameSiteMode.Lax);
        cookie.MaxAge = Lifetime;
        context.Response.Cookies.Append(name, value, cookie);
    }

    /// <summary>The login that this state belongs to; null when its cookie is missing, foreign, damaged, doubled or too old.</summary>
    public async ValueTask<LoginState?> ReadAsync(HttpContext context, string state)
    {
        if (Find(context, state) is not { Login: { } login } place) return null;
        if (RequestCookieNames.IsAmbiguous(context.Request, place.Name))
        {
            Delete(context, place.Name);
            return null;
        }
        return login.ReturnUrlIsKeptHere ? login with { ReturnUrl = await kept.FindAsync(state) } : login;
    }

    /// <summary>Where a login wanted to go whose cookie is gone; known to the process where it began.</summary>
    public ValueTask<string?> ReturnUrlOfAsync(string state) => kept.FindAsync(state);

    /// <summary>The login is done; its cookie has served.</summary>
    public void Remove(HttpContext context, string state)
    {
        if (Find(context, state) is { } place) Delete(context, place.Name);
    }

    public void RemoveAll(HttpContext context) => Tidy(context, characters: 0);

    /// <summary>Clears what cannot be read any more; every auth endpoint does it.</summary>
    public void Tidy(HttpContext context) => Tidy(context, MostCharactersTogether);

    /// <summary>The logins that stay, newest first.</summary>
    private List<Place> Tidy(HttpContext context, int characters)
    {
        var (living, deletions) = (new List<Place>(), 0);
        foreach (var place in All(context.Request).OrderByDescending(p => p.Login?.Created))
        {
            characters -= place.Length;
            if (place.Login is not null && characters >= 0) living.Add(place);
            else if (deletions++ < MostDeletions) Delete(context, place.Name);
        }
        return living;
    }

    private Place? Find(HttpContext context, string state) =>
        All(context.Request).FirstOrDefault(p => p.Login is { } login && IsSame(login.State, state));

    private static bool IsSame(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(a), Encoding.ASCII.GetBytes(b));

    private IEnumerable<Place> All(HttpRequest request)
    {
        var prefix = rules.NameFor(request, names.LoginCookiePrefix);
        var places = Enumerable.Range(0, Places).Select(place => NameOf(request, place)).ToArray();
        return request.Cookies.Where(c => c.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(c => new Place(c.Key, c.Key.Length + c.Value.Length, places.Contains(c.Key) ? Open(c.Value) : null));
    }

    private void Delete(HttpContext context, string name) =>
        context.Response.Cookies.Delete(name, rules.OptionsFor(context.Request, httpOnly: true, SameSiteMode.Lax));

    private string NameOf(HttpRequest request, int place) =>
        rules.NameFor(request, names.LoginCookiePrefix + place.ToString(CultureInfo.InvariantCulture));

    private string Seal(LoginState state) => Base64Url.EncodeToString(_protector.Protect(state.ToBytes()));

    private LoginState? Open(string value)
    {
        if (value.Length > 4096) return null;
        try
        {
            var state = LoginState.FromBytes(_protector.Unprotect(Base64Url.DecodeFromChars(value)));
            var age = state is null ? TimeSpan.MaxValue : time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(state.Created);
            return age < Lifetime ? state : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
