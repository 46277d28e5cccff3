using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Wristband.AspNetCore.Startup;

/// <summary>Marks the login endpoint of a configuration, so that the audit can find it among all endpoints.</summary>
internal sealed record LoginMark(string Name);

/// <summary>What <c>MapWristband()</c> was called on.</summary>
internal sealed class Mappings
{
    private readonly ConcurrentQueue<IApplicationBuilder> _applications = new();

    private readonly ConcurrentDictionary<string, bool> _configurations = new(StringComparer.Ordinal);

    public void Add(IEndpointRouteBuilder endpoints, string name)
    {
        _configurations[name] = true;
        if (endpoints is IApplicationBuilder application) _applications.Enqueue(application);
    }

    /// <summary>Whether people sign in here with this configuration.</summary>
    public bool Contain(string name) => _configurations.ContainsKey(name);

    /// <summary>
    /// The application whose middleware stands beside its routes (<see cref="WebApplication"/>); null in the older style of hosting.
    /// </summary>
    public IApplicationBuilder? Application => _applications.FirstOrDefault();
}
