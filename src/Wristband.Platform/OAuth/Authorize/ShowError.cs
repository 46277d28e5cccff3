using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Wristband.Platform.Http;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>As long as nobody knows where a request may be answered to, its error stays here, on a page that names what is wrong (P-02).</summary>
internal sealed class ShowError : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>()
            .UseSingletonHandler<ShowError>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ProcessLocalErrorResponse<ApplyAuthorizationResponseContext>.Descriptor.Order - 500)
            .Build();

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        var advice = context.Response.ErrorDescription ?? "Go back to the application and try again.";
        context.Transaction.Http().Features.Set(new ErrorWords("This sign-in link does not work", advice));
        context.HandleRequest();
        return default;
    }
}
