using Wristband.Platform.Permissions.Predefined;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>A platform with two applications of two tenants each, written to by nobody else, and everybody who may call its API.</summary>
public sealed class IsolatedPlatform : IAsyncLifetime
{
    internal PlatformHost Host { get; private set; } = null!;

    internal World World { get; private set; } = null!;

    internal World Stranger { get; private set; } = null!;

    internal Caller Admin => Callers[0];

    internal IReadOnlyList<Caller> Callers { get; private set; } = [];

    /// <summary>Those without roles, with the permissions that everybody of their kind has about themselves.</summary>
    internal IReadOnlyList<(Caller Caller, string[] Implied)> WithoutRoles { get; private set; } = [];

    internal ReadQueries Queries { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Host = await PlatformHost.StartAsync(configure: Queries.Watch);
        (World, Stranger) = (await World.BuildAsync(Host), await World.BuildAsync(Host));
        Callers =
        [
            await Caller.AdminAsync(World, Stranger),
            await Caller.PersonAsync(World, Stranger, PredefinedRoles.TenantOwner),
            await Caller.PersonAsync(World, Stranger, PredefinedRoles.TenantViewer),
            await Caller.TenantMachineAsync(World, Stranger),
            await Caller.PersonAsync(World, Stranger, role: null),
        ];
        WithoutRoles =
        [
            (Callers[^1], ["user:read", "tenant:read"]),
            (await Caller.NobodyAsync(World, Stranger), ["client:rotate-secret"]),
        ];
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
