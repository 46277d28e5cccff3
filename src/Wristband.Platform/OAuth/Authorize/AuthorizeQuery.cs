using System.Collections.Immutable;
using OpenIddict.Abstractions;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>Writes a checked authorize request back into a query string, to be continued later.</summary>
internal static class AuthorizeQuery
{
    public static string Of(OpenIddictRequest request) => QueryString.Create(
        from parameter in request.GetParameters()
        from value in (ImmutableArray<string?>?)parameter.Value ?? []
        select KeyValuePair.Create(parameter.Key, value)).ToString();
}
