using System.Globalization;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// What OpenIddict leaves open: repeated parameters (P-04), lengths, the form of max_age, and which scopes exist. Parameters that an
/// authorize request does not define end here.
/// </summary>
internal sealed class ValidateParameters : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateAuthorizationRequestContext>()
            .UseSingletonHandler<ValidateParameters>()
            .SetOrder(EstablishRedirectUri.Descriptor.Order + 500)
            .Build();

    private static readonly Dictionary<string, int> LongestValues = new(StringComparer.Ordinal)
    {
        [Parameters.State] = 512,
        [Parameters.Nonce] = 128,
        [Parameters.Scope] = 1000,
        [Parameters.LoginHint] = 200,
        [Parameters.IdTokenHint] = 4096,
    };

    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var problem = RepeatedParameters.Problem(context.Request) ?? TooLong(context.Request) ?? BadMaxAge(context.Request);
        DefinedParameters.KeepForAuthorize(context.Request);
        if (problem is not null) context.Reject(Errors.InvalidRequest, problem);
        else if (BadScope(context.Request) is { } scopeProblem) context.Reject(Errors.InvalidScope, scopeProblem);
        return default;
    }

    private static string? TooLong(OpenIddictRequest request)
    {
        foreach (var (name, most) in LongestValues)
        {
            if (((string?)request.GetParameter(name))?.Length > most) return $"The parameter '{name}' is longer than {most} characters.";
        }
        return null;
    }

    private static string? BadMaxAge(OpenIddictRequest request)
    {
        if (!request.HasParameter(Parameters.MaxAge)) return null;
        var text = (string?)request.GetParameter(Parameters.MaxAge);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : "The parameter 'max_age' is not a number of seconds.";
    }

    private static string? BadScope(OpenIddictRequest request)
    {
        var scopes = Scopes.Split(request.Scope);
        if (!scopes.Contains(Scopes.OpenId)) return "The parameter 'scope' must contain 'openid'.";
        return scopes.All(Scopes.All.Contains)
            ? null
            : $"The parameter 'scope' asks for something that does not exist. Known are: {string.Join(' ', Scopes.All)}.";
    }
}
