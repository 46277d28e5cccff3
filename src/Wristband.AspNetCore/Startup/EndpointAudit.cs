using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Startup;

/// <summary>
/// Looks at all endpoints of the application: is the login where it is expected, and does each have the protection it should.
/// </summary>
internal sealed class EndpointAudit(
    IEnumerable<SchemeNames> configurations,
    IServiceProvider services,
    IOptions<AuthenticationOptions> authentication,
    IOptions<AuthorizationOptions> authorization)
{
    public IEnumerable<Finding> Problems(IReadOnlyCollection<RouteEndpoint> endpoints)
    {
        foreach (var names in configurations)
        {
            var options = services.GetRequiredKeyedService<WristbandOptions>(names.Name);
            foreach (var finding in Logins(names, options, endpoints)) yield return finding;
            foreach (var finding in Unprotected(options, endpoints)) yield return finding;
            foreach (var finding in Forgeable(names, endpoints)) yield return finding;
        }
    }

    private IEnumerable<Finding> Logins(SchemeNames names, WristbandOptions options, IReadOnlyCollection<RouteEndpoint> endpoints)
    {
        var call = names.Name.Length == 0 ? "app.MapWristband()" : $"app.MapWristband(\"{names.Name}\")";
        var logins = endpoints.Where(e => e.Metadata.GetMetadata<LoginMark>()?.Name == names.Name).ToArray();
        if (logins.Length == 0 && endpoints.Any(e => TakesSession(e, names)))
            yield return new Finding(Severity.Advice, $"WB1043 {call} is missing: endpoints need a session, and nobody can sign in "
                + "here. Map it, unless another application of this host does the "
                + "login.");
        if (logins.GroupBy(e => Path(e) + Hosts(e), StringComparer.OrdinalIgnoreCase).Any(same => same.Count() > 1))
            yield return new Finding(Severity.Broken, $"WB1044 {call} is called twice for one address, so its endpoints are "
                + "ambiguous. Call it once.");
        if (logins.FirstOrDefault(e => !Path(e).Equals(options.AuthPath + "/login", StringComparison.OrdinalIgnoreCase)) is { } elsewhere)
            yield return new Finding(Severity.Broken, $"WB1045 {call} maps the login to '{Path(elsewhere)}', but people are sent to "
                + $"'{options.AuthPath}/login'. "
                + "Map it at the application's root, and move it with the option AuthPath.");
    }

    private IEnumerable<Finding> Unprotected(WristbandOptions options, IEnumerable<RouteEndpoint> endpoints)
    {
        if (options.ProtectedPaths.Count == 0 || authorization.Value.FallbackPolicy is not null) yield break;
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.Any(m => m is IAuthorizeData or IAllowAnonymous or AuthorizationPolicy)) continue;
            var here = new PathString(Path(endpoint));
            if (options.ProtectedPaths.FirstOrDefault(p => here.StartsWithSegments(p.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
                is { } path)
                yield return new Finding(Severity.Unsafe, $"WB1046 '{Shown(endpoint)}' lies under the protected path '{path}' and is "
                    + "open to everybody. Give it RequireWristbandSession(), RequireWristbandJwt() or [Authorize], or say "
                    + "AllowAnonymous() when that is meant.");
        }
    }

    private IEnumerable<Finding> Forgeable(SchemeNames names, IEnumerable<RouteEndpoint> endpoints) => endpoints
        .Where(e => IsPlain(e, names) && ChangesState.May(e) && !ChangesState.IsGuarded(e))
        .Select(e => new Finding(Severity.Advice, $"WB1047 '{Shown(e)}' may change something, takes the session under plain "
            + "[Authorize], and asks for no CSRF token; only the browser's word about where a request comes from protects it. Use "
            + "RequireWristbandSession(), or antiforgery for "
            + "forms."));

    private bool TakesSession(Endpoint endpoint, SchemeNames names) =>
        IsPlain(endpoint, names) || endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(d => names.IsForScripts(d.Policy));

    /// <summary>Needs somebody signed in, by the session scheme, without a policy that asks for a CSRF token.</summary>
    private bool IsPlain(Endpoint endpoint, SchemeNames names)
    {
        var data = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        if (data.Count == 0 || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return false;
        if (data.Any(d => d.Policy?.StartsWith("Wristband.", StringComparison.Ordinal) == true)) return false;
        var schemes = data.SelectMany(d => d.AuthenticationSchemes?.Split(',', StringSplitOptions.TrimEntries) ?? []).ToArray();
        return schemes.Length == 0 ? authentication.Value.DefaultScheme == names.Session : schemes.Contains(names.Session);
    }

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');

    private static string Shown(RouteEndpoint endpoint) =>
        (string.Join(' ', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []) + " " + Path(endpoint)).TrimStart();

    private static string Hosts(Endpoint endpoint) => " " + string.Join(' ', endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? []);
}
