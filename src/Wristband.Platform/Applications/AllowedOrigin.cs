namespace Wristband.Platform.Applications;

/// <summary>
/// An origin as browsers send it, "https://app.example": https, or http on this machine, without anything behind the port. Written
/// otherwise it would never be equal to what arrives.
/// </summary>
internal static class AllowedOrigin
{
    public const int Most = 5;

    public static bool IsUsable(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.GetLeftPart(UriPartial.Authority) == text && url.UserInfo.Length == 0;
}
