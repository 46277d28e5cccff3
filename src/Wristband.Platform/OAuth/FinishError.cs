using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.Security;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth;

/// <summary>
/// The last word on an error: written to the log, without links into the engine's documentation, and one and the same answer for a
/// client that does not exist, is disabled, belongs to another application or sent a wrong secret (P-08).
/// </summary>
internal sealed partial class FinishError<TContext>(ILogger<FinishError<TContext>> logger) : IOpenIddictServerHandler<TContext>
    where TContext : BaseRequestContext
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<TContext>()
            .UseSingletonHandler<FinishError<TContext>>()
            .SetOrder(0)
            .Build();

    private const int LongestClientId = 64;

    public ValueTask HandleAsync(TContext context)
    {
        var response = context.Transaction.Response!;
        if (response.Error is not { } error) return default;
        Log.Refused(logger, context.EndpointType, OneLine.Of(context.Transaction.Request?.ClientId ?? "", LongestClientId), error);
        response.ErrorUri = null;
        if (error == OpenIddictConstants.Errors.InvalidClient) response.ErrorDescription = "Client authentication failed.";
        return default;
    }

    private static partial class Log
    {
        [LoggerMessage(2210, LogLevel.Information, "{Endpoint} refused a request of client '{ClientId}': {Error}.")]
        public static partial void Refused(ILogger logger, OpenIddictServerEndpointType endpoint, string clientId, string error);
    }
}
