using OpenIddict.Server;
using Wristband.Platform.Web;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth;

/// <summary>
/// Which endpoint answers on which host, and as whom: the issuer is always the application, whichever of its hosts was asked.
/// An endpoint on the wrong kind of host is left unhandled and becomes a 404.
/// </summary>
internal sealed class ResolveHost : IOpenIddictServerHandler<ProcessRequestContext>
{
    // Right after the endpoint was inferred, which still has to see the host that was really asked.
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessRequestContext>()
            .UseSingletonHandler<ResolveHost>()
            .SetOrder(OpenIddictServerHandlers.InferEndpointType.Descriptor.Order + 100)
            .Build();

    // Keeps "https://host" from growing a trailing slash: issuers are compared as strings.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public ValueTask HandleAsync(ProcessRequestContext context)
    {
        if (context.EndpointType is OpenIddictServerEndpointType.Unknown) return default;
        var host = context.Transaction.Http().FindHost();
        if (host is null || !Answers(context.EndpointType, host.Kind))
        {
            context.SkipRequest();
            return default;
        }
        context.BaseUri = new Uri(host.Issuer, AsWritten);
        return default;
    }

    private static bool Answers(OpenIddictServerEndpointType endpoint, HostKind host) => endpoint switch
    {
        OpenIddictServerEndpointType.Authorization => host is HostKind.Tenant or HostKind.Application,
        _ => host is HostKind.Application,
    };
}
