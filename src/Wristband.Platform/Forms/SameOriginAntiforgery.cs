using Microsoft.AspNetCore.Antiforgery;

namespace Wristband.Platform.Forms;

/// <summary>
/// The framework's check of forms, which a browser can make needless: one that says by its Sec-Fetch headers that a page of this very
/// origin sent the form is believed, since no page can forge those. Where they are missing, the token decides, as ever. So the form of a
/// tab that was opened in the same instant as another one works, although both were given a cookie and the newer one stayed (X-D30,
/// decision 0066).
/// </summary>
internal sealed class SameOriginAntiforgery(IAntiforgery tokens) : IAntiforgery
{
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => tokens.GetAndStoreTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => tokens.GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) =>
        IsFromThisOrigin(httpContext) ? Task.FromResult(true) : tokens.IsRequestValidAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => tokens.SetCookieTokenAndHeader(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) =>
        IsFromThisOrigin(httpContext) ? Task.CompletedTask : tokens.ValidateRequestAsync(httpContext);

    private static bool IsFromThisOrigin(HttpContext context) =>
        context.Request.Headers["Sec-Fetch-Site"] == "same-origin" && context.Request.Headers["Sec-Fetch-Mode"] == "navigate";
}
