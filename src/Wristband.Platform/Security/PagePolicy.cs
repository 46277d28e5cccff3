namespace Wristband.Platform.Security;

/// <summary>
/// The content security policy of the page in this request. Pages whose form ends, some redirects later, at the application
/// name the origins on the way: Chromium checks form-action on each of them (G-07).
/// </summary>
internal sealed class PagePolicy
{
    private readonly SortedSet<string> _formTargets = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _imageSources = new(StringComparer.Ordinal);

    public static PagePolicy Of(HttpContext context)
    {
        var policy = context.Features.Get<PagePolicy>();
        if (policy is null) context.Features.Set(policy = new PagePolicy());
        return policy;
    }

    /// <summary>Lets forms of this page be redirected to this origin, or to the scheme of a native app's address.</summary>
    public void AllowFormsTo(string source)
    {
        if (IsSource(source)) _formTargets.Add(source);
    }

    /// <summary>Lets forms of this page be redirected to these.</summary>
    public void AllowFormsTo(IEnumerable<string> sources)
    {
        foreach (var source in sources) AllowFormsTo(source);
    }

    /// <summary>Lets this page show images of this origin: a tenant's logo.</summary>
    public void AllowImagesFrom(string source)
    {
        if (IsSource(source)) _imageSources.Add(source);
    }

    public override string ToString() =>
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        + $"img-src {string.Join(' ', ["'self'", "data:", .. _imageSources])}; font-src 'self'; connect-src 'self'; "
        + $"form-action {string.Join(' ', ["'self'", .. _formTargets])}; "
        + "frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    // Registered addresses are checked when they are registered; this is what keeps a slip there from ending the directive.
    private static bool IsSource(string source) =>
        source.Length is > 0 and <= 260
            && source.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '/' or '*' or '+' or '[' or ']');
}
