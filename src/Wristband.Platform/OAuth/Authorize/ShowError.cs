using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Wristband.Platform.Http;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// As long as nobody knows where a request may be answered to, its error stays here, on a page that names what is wrong (P-02).
/// </summary>
internal sealed class ShowError : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>()
            .UseSingletonHandler<ShowError>()
            .SetOrder(
                OpenIddictServerAspNetCoreHandlers.ProcessLocalErrorResponse<ApplyAuthorizationResponseContext>.Descriptor.Order - 500)
            .Build();

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        context.Transaction.Http().Features.Set(new ErrorWords("SignInLink", context.Response.ErrorDescription));
        context.HandleRequest();
        return default;
    }
}
