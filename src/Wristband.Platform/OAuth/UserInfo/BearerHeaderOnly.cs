using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.UserInfo;

/// <summary>Access tokens come in the Authorization header and nowhere else: query strings end up in logs (P-13).</summary>
internal sealed class BearerHeaderOnly : IOpenIddictServerHandler<ExtractUserInfoRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractUserInfoRequestContext>()
            .UseSingletonHandler<BearerHeaderOnly>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ExtractAccessToken<ExtractUserInfoRequestContext>.Descriptor.Order - 500)
            .Build();

    public ValueTask HandleAsync(ExtractUserInfoRequestContext context)
    {
        context.Transaction.Request?.RemoveParameter(OpenIddictConstants.Parameters.AccessToken);
        return default;
    }
}
