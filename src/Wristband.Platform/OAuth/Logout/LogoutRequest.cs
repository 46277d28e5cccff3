using Microsoft.Extensions.Primitives;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>
/// What a logout asks for. Wristband's redirect_url and OpenID Connect's post_logout_redirect_uri mean the same here.
/// Whatever is malformed or too long counts as absent: a person who wants to leave is never stopped by it.
/// </summary>
internal sealed record LogoutRequest(string? ClientId, string? RedirectUrl, string? State, string? IdTokenHint)
{
    private const int LongestId = 26;
    private const int LongestUrl = 2000;
    private const int LongestState = 512;
    private const int LongestHint = 4096;

    public static LogoutRequest Read(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        var given = values.Where(v => v.Value.Count == 1).ToDictionary(v => v.Key, v => v.Value.ToString(), StringComparer.Ordinal);
        return new LogoutRequest(
            Short(given, "client_id", LongestId),
            Short(given, "redirect_url", LongestUrl) ?? Short(given, "post_logout_redirect_uri", LongestUrl),
            Short(given, "state", LongestState),
            Short(given, "id_token_hint", LongestHint));
    }

    /// <summary>The same request as a query, to be made at another address.</summary>
    public string ToQuery(bool withHint) => QueryString.Create(new Dictionary<string, string?>
    {
        ["client_id"] = ClientId,
        ["redirect_url"] = RedirectUrl,
        ["state"] = State,
        ["id_token_hint"] = withHint ? IdTokenHint : null,
    }.Where(p => p.Value is not null)).ToString();

    private static string? Short(Dictionary<string, string> given, string name, int longest) =>
        given.TryGetValue(name, out var value) && value.Length > 0 && value.Length <= longest ? value : null;
}
