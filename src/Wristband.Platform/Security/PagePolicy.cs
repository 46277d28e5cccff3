namespace Wristband.Platform.Security;

/// <summary>
/// The content security policy of the page in this request (G-07). Forms end on this origin, whatever comes after them (decision 0065).
/// </summary>
internal sealed class PagePolicy
{
    private readonly SortedSet<string> _imageSources = new(StringComparer.Ordinal);

    public static PagePolicy Of(HttpContext context)
    {
        var policy = context.Features.Get<PagePolicy>();
        if (policy is null) context.Features.Set(policy = new PagePolicy());
        return policy;
    }

    /// <summary>Lets this page show images of this origin: a tenant's logo.</summary>
    public void AllowImagesFrom(string source)
    {
        if (IsSource(source)) _imageSources.Add(source);
    }

    public override string ToString() =>
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        + $"img-src {string.Join(' ', ["'self'", "data:", .. _imageSources])}; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    // Registered addresses are checked when they are registered; this is what keeps a slip there from ending the directive.
    private static bool IsSource(string source) =>
        source.Length is > 0 and <= 260
            && source.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '/' or '*' or '+' or '[' or ']');
}
