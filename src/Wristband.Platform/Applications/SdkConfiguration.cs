using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Applications;

/// <summary>
/// GET /api/v1/clients/{clientId}/sdk-configuration: what an SDK needs to configure itself. Public, so it holds no secret; a client
/// that does not exist, is disabled or belongs to another application gets the same answer (P-21). All six fields, always.
/// </summary>
internal sealed record SdkConfiguration(
    [property: JsonPropertyName("loginUrl")] string LoginUrl,
    [property: JsonPropertyName("redirectUri")] string? RedirectUri,
    [property: JsonPropertyName("isApplicationCustomDomainActive")] bool IsApplicationCustomDomainActive,
    [property: JsonPropertyName("customApplicationLoginPageUrl")] string? CustomApplicationLoginPageUrl,
    [property: JsonPropertyName("loginUrlTenantDomainSuffix")] string? LoginUrlTenantDomainSuffix,
    [property: JsonPropertyName("applicationAuthorizationRequestsEnabled")] bool ApplicationAuthorizationRequestsEnabled)
{
    public static async Task<IResult> AnswerAsync(string clientId, HttpContext context, PlatformDbContext database, RateLimits limits)
    {
        if (await limits.TakeForNetworkAsync(Limit.SdkConfigurationPerNetwork, context.GetCaller()) is { } retryAfter)
            return new TooManyAttempts(retryAfter);
        var applicationId = context.GetHost().RequiredApplication.Id;
        var found = await (
            from client in database.OAuthClients.AsNoTracking()
            join application in database.Applications on client.ApplicationId equals application.Id
            where client.Id == clientId && client.Enabled && application.Id == applicationId
            select new { client, application }).SingleOrDefaultAsync(context.RequestAborted);
        return found is null ? ApiError.NotFound() : TypedResults.Json(Of(found.application, found.client));
    }

    private static SdkConfiguration Of(Application application, OAuthClient client)
    {
        var loginUrl = client.LoginUrl ?? application.LoginUrl;
        return new SdkConfiguration(
            loginUrl,
            OnlyOne(client.RedirectUris),
            application.IsCustomDomainActive,
            application.CustomLoginPageUrl,
            TenantDomainSuffix(loginUrl),
            application.AuthorizationRequestsEnabled);
    }

    // Null when there is a choice. With and without a final slash they are one address, in the form that was registered first (X-F7).
    private static string? OnlyOne(IEnumerable<string> redirectUris) =>
        redirectUris.DistinctBy(uri => uri.TrimEnd('/')).Take(2).ToList() is [var only] ? only : null;

    // "yourapp.io" for "https://{tenant_name}.yourapp.io:8443/login": what SDKs strip from a host name to learn the tenant.
    private static string? TenantDomainSuffix(string loginUrl) =>
        RegisteredUrl.HasPlaceholder(loginUrl)
        && Uri.TryCreate(RegisteredUrl.Of(loginUrl, "tenant").Value, UriKind.Absolute, out var url)
        && url.Host.StartsWith("tenant.", StringComparison.Ordinal)
            ? url.Host["tenant.".Length..]
            : null;
}
