using Microsoft.AspNetCore.Routing.Matching;

namespace Wristband.Platform.Http;

/// <summary>
/// Limits a page or endpoint to hosts of these kinds. Two pages may share a path, /login for one, when their kinds differ.
/// Endpoints without the attribute answer on every host.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class OnHostAttribute(params HostKind[] kinds) : Attribute
{
    public IReadOnlyList<HostKind> Kinds { get; } = kinds;
}

/// <summary>Lets routing pick among endpoints by what kind of host was asked.</summary>
internal sealed class HostKindMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>After Razor Pages swapped in the compiled page, which carries the page model's attributes.</summary>
    public override int Order => 1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var kind = httpContext.FindHost()?.Kind;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i)) continue;
            var on = candidates[i].Endpoint.Metadata.GetMetadata<OnHostAttribute>();
            if (on is not null && (kind is null || !on.Kinds.Contains(kind.Value))) candidates.SetValidity(i, false);
        }
        return Task.CompletedTask;
    }
}
