using Microsoft.AspNetCore.Routing.Matching;

namespace Wristband.Platform.Http;

/// <summary>
/// Names the kinds of host that serve a page or endpoint. Two pages may share a path, /login for one, when their kinds differ.
/// Without the attribute it is served nowhere.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class OnHostAttribute(params HostKind[] kinds) : Attribute
{
    public IReadOnlyList<HostKind> Kinds { get; } = kinds;
}

/// <summary>
/// Serves a page on every host, whatever it stands for, also when nobody knows: for what tells that something went wrong.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnEveryHostAttribute : Attribute;

/// <summary>Lets routing pick among endpoints by what kind of host was asked. What names none is not there (fails closed).</summary>
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
            if (candidates.IsValidCandidate(i) && !IsServed(candidates[i].Endpoint, kind)) candidates.SetValidity(i, false);
        }
        return Task.CompletedTask;
    }

    // What has no route is an answer of routing itself, such as 405.
    private static bool IsServed(Endpoint endpoint, HostKind? kind) =>
        endpoint is not RouteEndpoint
        || endpoint.Metadata.GetMetadata<OnEveryHostAttribute>() is not null
        || (kind is { } here && endpoint.Metadata.GetMetadata<OnHostAttribute>()?.Kinds.Contains(here) == true);
}
