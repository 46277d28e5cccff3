using System.Collections.Immutable;
using OpenIddict.Abstractions;

namespace Wristband.Platform.OAuth;

/// <summary>RFC 6749 3.1: no parameter may come more than once (P-04).</summary>
internal static class RepeatedParameters
{
    public static string? Problem(OpenIddictRequest request)
    {
        foreach (var (name, value) in request.GetParameters())
        {
            if (((ImmutableArray<string?>?)value)?.Length > 1)
                return $"The parameter '{(name.Length > 32 ? name[..32] : name)}' was sent more than once.";
        }
        return null;
    }
}
