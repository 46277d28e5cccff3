using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing.Matching;

namespace Wristband.Platform.Http;

/// <summary>
/// Answers 405 to a page's address for every method that the page has no handler for. The framework would render the page without
/// running any code of it, with whatever status and state that leaves.
/// </summary>
internal sealed class PageMethods : MatcherPolicy, IEndpointSelectorPolicy
{
    private static readonly string[] MethodsOfPages =
        [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete];

    /// <summary>After the kind of host has chosen among pages that share an address.</summary>
    public override int Order => 1100;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        // The error page answers with the method of the request that failed.
        if (ErrorPages.IsAnswering(httpContext)) return Task.CompletedTask;
        string[]? allowed = null;
        var anyLeft = false;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i)) continue;
            var page = candidates[i].Endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>();
            var handled = page is null ? null : HandledBy(page);
            if (handled is null || handled.Contains(httpContext.Request.Method, StringComparer.OrdinalIgnoreCase))
            {
                anyLeft = true;
                continue;
            }
            candidates.SetValidity(i, false);
            allowed = handled;
        }
        if (!anyLeft && allowed is not null) httpContext.SetEndpoint(NotAllowed(string.Join(", ", allowed)));
        return Task.CompletedTask;
    }

    // A page without any handler shows itself. An override of OnPageHandlerExecuting looks like a handler of a method "PAGE".
    private static string[] HandledBy(CompiledPageActionDescriptor page)
    {
        var methods = page.HandlerMethods.Select(h => h.HttpMethod).Where(m => MethodsOfPages.Contains(m, StringComparer.OrdinalIgnoreCase))
            .Select(m => m.ToUpperInvariant()).Distinct().ToList();
        if (methods.Count == 0) methods.Add(HttpMethods.Get);
        if (methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head)) methods.Add(HttpMethods.Head);
        return [.. methods];
    }

    private static Endpoint NotAllowed(string allowed) => new(
        context =>
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = allowed;
            return Task.CompletedTask;
        },
        EndpointMetadataCollection.Empty,
        "405 HTTP Method Not Supported");
}
