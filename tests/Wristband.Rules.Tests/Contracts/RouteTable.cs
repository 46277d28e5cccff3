using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;

namespace Wristband.Rules.Tests.Contracts;

/// <summary>One address that a host answers: for whom, behind which guards, and where its code is.</summary>
internal sealed record Route(string Path, string Verbs, string Hosts, string Guards, string Source, string Type)
{
    /// <summary>Whether it says which kinds of host of the platform serve it.</summary>
    public bool NamesHosts { get; init; }

    /// <summary>What the management API asks of its callers; null for all other addresses, and for one that forgot to say.</summary>
    public RequiredPermission? Permission { get; init; }

    public bool IsUnsafe => Verbs == "any" || Verbs.Split(' ').Except(["GET", "HEAD", "OPTIONS"]).Any();

    public override string ToString() => $"{Path}  {Verbs}  [{Hosts}]  {Guards}  {Type}";
}

/// <summary>Reads the routes of a running host, with what the framework will do before their code runs.</summary>
internal static class RouteTable
{
    private static readonly string[] Known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static async Task<IReadOnlyList<Route>> OfAsync(IServiceProvider services)
    {
        var routes = new List<Route>();
        foreach (var endpoint in services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Distinct())
        {
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>();
            routes.Add(page is null ? Of(endpoint, endpoint.Metadata) : await OfPageAsync(services, endpoint, page));
        }
        return routes.Where(r => !IsStaticFile(r)).Distinct().OrderBy(r => r.Path, StringComparer.Ordinal)
            .ThenBy(r => r.ToString(), StringComparer.Ordinal).ToList();
    }

    private static async Task<Route> OfPageAsync(IServiceProvider services, RouteEndpoint endpoint, PageActionDescriptor page)
    {
        var compiled = page as CompiledPageActionDescriptor
            ?? await services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
        // An overridden OnPageHandlerExecuting looks like a handler for the method "PAGE" to the framework.
        var verbs = compiled.HandlerMethods.Select(h => h.HttpMethod.ToUpperInvariant()).Where(Known.Contains).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        var metadata = compiled.Endpoint?.Metadata ?? endpoint.Metadata;
        return Of(endpoint, metadata) with
        {
            Verbs = verbs.Count == 0 ? "any" : string.Join(' ', verbs),
            Source = page.RelativePath.TrimStart('/'),
            Type = compiled.ModelTypeInfo?.Name ?? page.RelativePath,
        };
    }

    private static Route Of(RouteEndpoint endpoint, EndpointMetadataCollection metadata)
    {
        var verbs = metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var method = metadata.GetMetadata<MethodInfo>() ?? metadata.GetMetadata<ControllerActionDescriptor>()?.MethodInfo;
        // A RequestDelegate leaves no method in the metadata; it is the endpoint itself.
        var code = method?.DeclaringType ?? endpoint.RequestDelegate?.Method.DeclaringType;
        var type = code?.Assembly.GetName().Name?.StartsWith("Wristband", StringComparison.Ordinal) == true ? Outermost(code) : null;
        return new Route(
            "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
            verbs.Count == 0 ? "any" : string.Join(' ', verbs),
            metadata.GetMetadata<OnHostAttribute>() is { } on ? string.Join(' ', on.Kinds) : "every",
            Guards(metadata),
            type?.FullName ?? "",
            type?.Name ?? endpoint.DisplayName ?? "")
        {
            Permission = metadata.GetMetadata<RequiredPermission>(),
            NamesHosts = metadata.GetMetadata<OnHostAttribute>() is not null || metadata.GetMetadata<OnEveryHostAttribute>() is not null,
        };
    }

    private static string Guards(EndpointMetadataCollection metadata)
    {
        var guards = new StringBuilder();
        foreach (var authorize in metadata.GetOrderedMetadata<IAuthorizeData>())
            guards.Append($" auth:{authorize.Policy ?? authorize.Roles ?? "default"}");
        if (metadata.GetMetadata<IAllowAnonymous>() is not null) guards.Append(" anonymous");
        if (ChecksAntiforgery(metadata)) guards.Append(" antiforgery");
        if (metadata.GetMetadata<EnableRateLimitingAttribute>() is { } limit) guards.Append($" limit:{limit.PolicyName}");
        if (metadata.GetMetadata<RequiredPermission>() is { } required) guards.Append($" permission:{required.Value ?? "none"}");
        return guards.Length == 0 ? "-" : guards.ToString().Trim();
    }

    private static bool ChecksAntiforgery(EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<IAntiforgeryMetadata>() is { } explicitly) return explicitly.RequiresValidation;
        // The framework puts AutoValidateAntiforgeryToken on every page; a page or controller may take it back.
        var filters = metadata.GetMetadata<ActionDescriptor>()?.FilterDescriptors.Select(f => f.Filter).ToList() ?? [];
        return filters.Any(f => f is AutoValidateAntiforgeryTokenAttribute or ValidateAntiForgeryTokenAttribute)
            && !filters.Any(f => f is IgnoreAntiforgeryTokenAttribute);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsStaticFile(Route route) =>
        route.Type.Contains("StaticAsset", StringComparison.Ordinal) || route.Path.Contains("{**", StringComparison.Ordinal);
}
