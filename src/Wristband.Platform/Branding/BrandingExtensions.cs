using Microsoft.AspNetCore.Http.HttpResults;
using Wristband.Platform.Http;

namespace Wristband.Platform.Branding;

/// <summary>
/// A tenant's look. The colour is served as a stylesheet of the tenant's own host, because the content security policy
/// forbids styles inside pages.
/// </summary>
internal static class BrandingExtensions
{
    public const string StylesheetPath = "/brand.css";

    public static WebApplication MapBranding(this WebApplication app)
    {
        app.MapRead(StylesheetPath, Stylesheet)
            .WithMetadata(new OnHostAttribute(HostKind.Application, HostKind.Tenant, HostKind.Mailbox));
        return app;
    }

    private static ContentHttpResult Stylesheet(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        var css = BrandColor.TryParse(context.GetHost().Tenant?.BrandColor, out var brand, out _) ? Css(brand) : "";
        return TypedResults.Text(css, "text/css");
    }

    private static string Css(BrandColor brand) => $$"""
        :root { --brand: {{brand.Light}}; --brand-ink: {{brand.LightInk}}; }
        @media (prefers-color-scheme: dark) { :root { --brand: {{brand.Dark}}; --brand-ink: {{brand.DarkInk}}; } }
        """;
}
