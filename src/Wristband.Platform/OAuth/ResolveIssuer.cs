using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth;

/// <summary>As whom an endpoint answers: the issuer is always the application, whichever of its hosts was asked (P-16).</summary>
internal sealed class ResolveIssuer : IOpenIddictServerHandler<ProcessRequestContext>
{
    // Right after the endpoint was inferred, which still has to see the host that was really asked.
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessRequestContext>()
            .UseSingletonHandler<ResolveIssuer>()
            .SetOrder(OpenIddictServerHandlers.InferEndpointType.Descriptor.Order + 100)
            .Build();

    // Keeps "https://host" from growing a trailing slash: issuers are compared as strings.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public ValueTask HandleAsync(ProcessRequestContext context)
    {
        context.BaseUri = new Uri(context.Transaction.Host().Issuer, AsWritten);
        return default;
    }
}
