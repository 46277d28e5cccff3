using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// The session as it lies in the protected properties of the authentication ticket: who it is, how old, and its tokens. None of it
/// is a claim, so no dump of <c>HttpContext.User</c> shows a token (S-42).
/// </summary>
internal sealed class SessionTicket
{
    public const string IdKey = "wb.id";
    public const string CreatedKey = "wb.created";
    private const string PlatformSessionKey = "wb.sid";
    private const string GenerationKey = "wb.generation";
    private const string CsrfKeyKey = "wb.csrf";
    private const string DueKey = "wb.due";
    private const string LeftOutKey = "wb.left-out";
    private const string ExpiresToken = "expires_at";

    private SessionTicket(AuthenticationProperties properties, string id, DateTimeOffset created, byte[] csrfKey)
    {
        Properties = properties;
        Id = id;
        Created = created;
        CsrfKey = csrfKey;
    }

    public AuthenticationProperties Properties { get; }

    /// <summary>256 random bits, new at every login (S-31).</summary>
    public string Id { get; }

    /// <summary>The login's time: the absolute lifetime counts from here, whatever happens later (S-37).</summary>
    public DateTimeOffset Created { get; }

    /// <summary>
    /// The platform's session that this one came from, <c>sid</c> in ID token and logout tokens; null when it did not say.
    /// </summary>
    public string? PlatformSessionId => Has(Properties, PlatformSessionKey, out var id) ? id : null;

    /// <summary>The session's own secret behind its CSRF tokens.</summary>
    public byte[] CsrfKey { get; }

    /// <summary>Grows with every change, so that a slow response cannot bring back an older session (S-39).</summary>
    public long Generation => Number(GenerationKey) ?? 0;

    public string AccessToken => Properties.GetTokenValue("access_token") ?? "";

    public string? RefreshToken => Properties.GetTokenValue("refresh_token");

    /// <summary>The access token's real end.</summary>
    public DateTimeOffset AccessTokenExpires =>
        DateTimeOffset.TryParse(Properties.GetTokenValue(ExpiresToken), CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires)
            ? expires
            : DateTimeOffset.MinValue;

    /// <summary>When the access token should be refreshed, a little before its end.</summary>
    public DateTimeOffset RefreshDue => Time(DueKey);

    /// <summary>Types of claims of the platform that the application took out at login; a refresh does not bring them back.</summary>
    public IReadOnlyCollection<string> LeftOutClaims => Has(Properties, LeftOutKey, out var types) ? types.Split(' ') : [];

    public static SessionTicket Create(TokenSet tokens, DateTimeOffset now, TimeSpan lifetime, string? platformSessionId = null)
    {
        var properties = new AuthenticationProperties { IsPersistent = true, IssuedUtc = now, ExpiresUtc = now + lifetime };
        var csrfKey = RandomNumberGenerator.GetBytes(32);
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        properties.Items[IdKey] = id;
        properties.Items[CreatedKey] = Text(now.ToUnixTimeSeconds());
        if (platformSessionId is not null) properties.Items[PlatformSessionKey] = platformSessionId;
        properties.Items[CsrfKeyKey] = Base64Url.EncodeToString(csrfKey);
        var ticket = new SessionTicket(properties, id, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), csrfKey);
        ticket.Replace(tokens);
        return ticket;
    }

    /// <summary>Reads a ticket that this SDK wrote; null for anything else.</summary>
    public static SessionTicket? Read(AuthenticationProperties properties)
    {
        if (!Has(properties, IdKey, out var id)
            || !Has(properties, CsrfKeyKey, out var csrf) || !Has(properties, CreatedKey, out var created)
            || !long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || properties.IssuedUtc is null || properties.GetTokenValue("access_token") is null) return null;
        return new SessionTicket(properties, id, DateTimeOffset.FromUnixTimeSeconds(seconds), Base64Url.DecodeFromChars(csrf));
    }

    /// <summary>The same session, to be changed without this one.</summary>
    public SessionTicket Copy() => new(Properties.Clone(), Id, Created, CsrfKey);

    public void LeaveOut(IEnumerable<string> claimTypes)
    {
        if (string.Join(' ', claimTypes) is { Length: > 0 } types) Properties.Items[LeftOutKey] = types;
    }

    /// <summary>Puts new tokens in; what the session is otherwise stays.</summary>
    public void Replace(TokenSet tokens)
    {
        var list = new List<AuthenticationToken> { new() { Name = "access_token", Value = tokens.AccessToken } };
        if (tokens.RefreshToken is { } refresh) list.Add(new AuthenticationToken { Name = "refresh_token", Value = refresh });
        // The framework's name for it, so that an application can read it: HttpContext.GetTokenAsync("expires_at").
        list.Add(new AuthenticationToken { Name = ExpiresToken, Value = tokens.Expires.ToString("O", CultureInfo.InvariantCulture) });
        Properties.StoreTokens(list);
        Properties.Items[DueKey] = Text(tokens.RefreshDue.ToUnixTimeMilliseconds());
        Properties.Items[GenerationKey] = Text(Generation + 1);
    }

    private DateTimeOffset Time(string key) =>
        Number(key) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : DateTimeOffset.MinValue;

    private long? Number(string key) =>
        Has(Properties, key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool Has(AuthenticationProperties properties, string key, [NotNullWhen(true)] out string? value) =>
        properties.Items.TryGetValue(key, out value) && value is not null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
