using System.Diagnostics.CodeAnalysis;
using System.Text;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// Reads who the client says it is, from exactly one place (P-08). Our ids and secrets hold only unreserved characters, so Basic
/// credentials mean the same raw, as official SDKs send them, and form-encoded, as RFC 6749 has it (S-90).
/// Takes the place of OpenIddict's own reader, which lets a body client_id differ from the Basic one.
/// </summary>
internal sealed class ReadClientCredentials<TContext> : IOpenIddictServerHandler<TContext> where TContext : BaseValidatingContext
{
    private const string Basic = "Basic ";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<TContext>()
            .UseSingletonHandler<ReadClientCredentials<TContext>>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.ExtractBasicAuthenticationCredentials<TContext>.Descriptor.Order)
            .Build();

    public ValueTask HandleAsync(TContext context)
    {
        var request = context.Transaction.Request!;
        if (RepeatedParameters.Problem(request) is { } problem)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, problem);
            return default;
        }
        DropWhatIsNotDefined(context.EndpointType, request);
        var header = context.Transaction.Http().Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            if (string.IsNullOrEmpty(request.ClientId)
                || (request.IsClientCredentialsGrantType() && string.IsNullOrEmpty(request.ClientSecret)))
                context.Reject(OpenIddictConstants.Errors.InvalidClient);
        }
        else if (request.HasParameter(OpenIddictConstants.Parameters.ClientSecret)
            || request.HasParameter(OpenIddictConstants.Parameters.ClientAssertion))
            context.Reject(
                OpenIddictConstants.Errors.InvalidRequest,
                "The client authenticates in two ways at once. Send its credentials in one place.");
        else if (!TryRead(header[Basic.Length..], out var id, out var secret) || (request.ClientId ?? id) != id)
            context.Reject(OpenIddictConstants.Errors.InvalidClient);
        else
            (request.ClientId, request.ClientSecret) = (id, secret);
        return default;
    }

    private static void DropWhatIsNotDefined(OpenIddictServerEndpointType endpoint, OpenIddictRequest request)
    {
        if (endpoint is OpenIddictServerEndpointType.Token) DefinedParameters.KeepForToken(request);
        else DefinedParameters.KeepForRevocation(request);
    }

    private static bool TryRead(string encoded, [NotNullWhen(true)] out string? id, [NotNullWhen(true)] out string? secret)
    {
        (id, secret) = (null, null);
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var count)) return false;
        var pair = Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2);
        if (pair is not [{ Length: > 0 }, { Length: > 0 }]) return false;
        (id, secret) = (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1]));
        return true;
    }
}
