using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Token;

/// <summary>Counts the token requests of a client that has proved who it is.</summary>
internal sealed class LimitTokenRequests(ProtocolLimits limits) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
            .UseSingletonHandler<LimitTokenRequests>()
            .SetOrder(-1000)
            .Build();

    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!await limits.MayAskAsync(context.Transaction.Http(), context.ClientId!)) context.HandleRequest();
    }
}
