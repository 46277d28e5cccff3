namespace Wristband.Platform.Operations;

/// <summary>The address of a picture that pages show: https, so that it is what its owner put there (P-52).</summary>
internal static class ImageUrl
{
    private const int Longest = 2000;

    public static void Check(string field, string? url, Violations violations)
    {
        if (string.IsNullOrWhiteSpace(url)) return;
        violations.Text(field, url, Longest);
        var fits = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            && address.UserInfo.Length == 0;
        if (!fits) violations.Add(field, "invalid_url");
    }
}
