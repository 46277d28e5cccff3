using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// Counts a client authentication that failed, and stops answering whoever fails too often. A right secret is accepted whatever others
/// tried before: it has 256 random bits, so guesses need no more than slowing down.
/// </summary>
internal sealed class CountFailedAuthentication<TContext>(ProtocolLimits limits) : IOpenIddictServerHandler<TContext>
    where TContext : BaseRequestContext
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<TContext>()
            .UseSingletonHandler<CountFailedAuthentication<TContext>>()
            .SetOrder(0)
            .Build();

    public async ValueTask HandleAsync(TContext context)
    {
        if (context.Transaction.Response?.Error != OpenIddictConstants.Errors.InvalidClient) return;
        if (!await limits.MayFailAsync(context.Transaction.Http(), context.Transaction.Request?.ClientId)) context.HandleRequest();
    }
}
