using Microsoft.AspNetCore.Http.HttpResults;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Branding;

/// <summary>
/// The look of applications and tenants. It is served as a stylesheet of the host itself, because the content security policy forbids
/// styles inside pages.
/// </summary>
internal static class BrandingExtensions
{
    public const string StylesheetPath = "/brand.css";

    public static WebApplicationBuilder AddBranding(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PageLooks>();
        builder.Services.AddSingleton<IRowCache>(provider => provider.GetRequiredService<PageLooks>());
        builder.Services.AddScoped<SaveBranding<PageBranding, PageStyle>>();
        builder.Services.AddScoped<SaveBranding<EmailBranding, EmailStyle>>();
        builder.Services.AddScoped<UpdateBranding<PageBranding, PageStyle>>();
        builder.Services.AddScoped<UpdateBranding<EmailBranding, EmailStyle>>();
        return builder;
    }

    public static WebApplication MapBranding(this WebApplication app)
    {
        app.MapRead(StylesheetPath, StylesheetAsync)
            .WithMetadata(new OnHostAttribute(HostKind.Application, HostKind.Tenant, HostKind.Mailbox));
        return app;
    }

    private static async Task<ContentHttpResult> StylesheetAsync(HttpContext context, PageLooks looks)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        var look = await looks.FindAsync(context.FindHost(), context.RequestAborted);
        return TypedResults.Text(look.Style is { } style ? PageStylesheet.Of(style) : "", "text/css");
    }
}
