using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Wristband.Platform.Http;

/// <summary>
/// Which answers scripts of other origins may read. Public metadata: everybody's. What a single-page application needs for its tokens:
/// the origins that its application lists. Never with cookies, so no origin can act as the person whose browser it is.
/// </summary>
internal sealed class CrossOrigin : ICorsPolicyProvider
{
    public const string PublicMetadata = nameof(PublicMetadata);
    public const string ApplicationOrigins = nameof(ApplicationOrigins);

    private static readonly TimeSpan PreflightRemembered = TimeSpan.FromMinutes(10);

    private static readonly CorsPolicy Everybody =
        new CorsPolicyBuilder().AllowAnyOrigin().AllowAnyHeader().WithMethods(HttpMethods.Get, HttpMethods.Head).Build();

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => Task.FromResult(policyName switch
    {
        PublicMetadata => Everybody,
        ApplicationOrigins => Of(context.FindHost()?.Application?.AllowedOrigins ?? []),
        _ => null,
    });

    private static CorsPolicy Of(IReadOnlyList<string> origins) => new CorsPolicyBuilder()
        .WithOrigins([.. origins]).AllowAnyMethod().AllowAnyHeader()
        .WithExposedHeaders("WWW-Authenticate", "Retry-After", "ETag")
        .SetPreflightMaxAge(PreflightRemembered).Build();
}
