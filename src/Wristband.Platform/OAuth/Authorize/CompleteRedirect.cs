using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.Http;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// Makes the answer one that SDKs of every generation read: the tenant by its new and its old name, the placeholder filled in, and
/// errors on their way back to the application as soon as its redirect URI was checked.
/// </summary>
internal sealed class CompleteRedirect : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>()
            .UseSingletonHandler<CompleteRedirect>()
            // Before state and issuer are attached, which happens only to answers that are redirected.
            .SetOrder(OpenIddictServerHandlers.Authentication.InferResponseMode.Descriptor.Order + 500)
            .Build();

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context.Transaction.GetTrustedRedirectUri() is not { } redirectUri) return default;
        context.ResponseMode = OpenIddictConstants.ResponseModes.Query;
        context.RedirectUri = redirectUri;
        var host = context.Transaction.Host();
        if (host.Tenant is not { } tenant) return default;

        context.RedirectUri = RegisteredUrl.Of(redirectUri, tenant.Name).Value;
        context.Response["tenant_name"] = tenant.Name;
        context.Response["tenant_domain"] = tenant.Name;
        if (tenant.CustomDomain is { } domain) context.Response["tenant_custom_domain"] = host.Origin.AuthorityOf(domain);
        return default;
    }
}
