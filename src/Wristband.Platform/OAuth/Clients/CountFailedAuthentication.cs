using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>Counts a client authentication that failed.</summary>
internal sealed class CountFailedAuthentication<TContext>(ProtocolLimits limits) : IOpenIddictServerHandler<TContext> where TContext : BaseRequestContext
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<TContext>()
            .UseSingletonHandler<CountFailedAuthentication<TContext>>()
            .SetOrder(0)
            .Build();

    public ValueTask HandleAsync(TContext context)
    {
        if (context.Transaction.Response?.Error == OpenIddictConstants.Errors.InvalidClient)
            limits.CountFailure(context.Transaction.Http(), context.Transaction.Request?.ClientId);
        return default;
    }
}
