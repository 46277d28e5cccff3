using Microsoft.IdentityModel.JsonWebTokens;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>
/// What a logout asks for. Wristband's redirect_url and OpenID Connect's post_logout_redirect_uri mean the same here.
/// Whatever is malformed or too long counts as absent: a person who wants to leave is never stopped by it.
/// </summary>
internal sealed record LogoutRequest(string? ClientId, string? RedirectUrl, string? State, string? HintedSessionId)
{
    private const int LongestId = 26;
    private const int LongestUrl = 2000;
    private const int LongestState = 512;
    private const int LongestHint = 4096;
    private static readonly JsonWebTokenHandler Tokens = new() { MaximumTokenSizeInBytes = LongestHint };

    public static LogoutRequest Read(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values)
    {
        var given = values.Where(v => v.Value.Count == 1).ToDictionary(v => v.Key, v => v.Value.ToString(), StringComparer.Ordinal);
        var hint = ReadHint(Short(given, "id_token_hint", LongestHint));
        return new LogoutRequest(
            Short(given, "client_id", LongestId) ?? hint?.Audiences.FirstOrDefault(),
            Short(given, "redirect_url", LongestUrl) ?? Short(given, "post_logout_redirect_uri", LongestUrl),
            Short(given, "state", LongestState),
            hint?.TryGetPayloadValue<string>("sid", out var sessionId) == true ? sessionId : null);
    }

    private static string? Short(Dictionary<string, string> given, string name, int longest) =>
        given.TryGetValue(name, out var value) && value.Length > 0 && value.Length <= longest ? value : null;

    // Not verified, and need not be: it proves something only by naming the id of the session, which is 130 random bits that nobody
    // but the holder of one of its ID tokens knows.
    private static JsonWebToken? ReadHint(string? hint)
    {
        if (hint is null || !Tokens.CanReadToken(hint)) return null;
        try
        {
            return Tokens.ReadJsonWebToken(hint);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
