namespace Wristband.Platform.Logout;

/// <summary>
/// What a logout asks for. Wristband's redirect_url and OpenID Connect's post_logout_redirect_uri mean the same here.
/// Whatever is malformed or too long counts as absent: a person who wants to leave is never stopped by it.
/// </summary>
internal sealed record LogoutRequest(string? ClientId, string? RedirectUrl, string? State)
{
    private const int LongestState = 512;
    private const int LongestUrl = 2000;

    public static LogoutRequest Read(IQueryCollection query) => new(
        One(query, "client_id", 26),
        One(query, "redirect_url", LongestUrl) ?? One(query, "post_logout_redirect_uri", LongestUrl),
        One(query, "state", LongestState));

    private static string? One(IQueryCollection query, string name, int longest) =>
        query[name] is [{ Length: > 0 } only] && only.Length <= longest ? only : null;
}
