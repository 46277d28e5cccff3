using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Branding;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Permissions;
using Wristband.Platform.Roles;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>Ids of one of each kind, by the name that slots of calls have for it.</summary>
internal sealed class IdsByKind : Dictionary<string, string>;

/// <summary>A tenant with one of everything that tenants own.</summary>
internal sealed record Inhabited(SomeTenant Tenant, SomeUser Member, IdsByKind Owned);

/// <summary>An application with one of everything, and two tenants, under names that are recognised where they must not be.</summary>
internal sealed class World
{
    private World(PlatformHost platform, SomeApplication application) => (Platform, Application) = (platform, application);

    public PlatformHost Platform { get; }

    public SomeApplication Application { get; }

    public Inhabited Home { get; private set; } = null!;

    public Inhabited Neighbour { get; private set; } = null!;

    /// <summary>What the application owns and shows to both tenants.</summary>
    public IdsByKind Shown { get; private set; } = null!;

    /// <summary>What the application owns and shows to the neighbour alone.</summary>
    public IdsByKind Hidden { get; private set; } = null!;

    public static async Task<World> BuildAsync(PlatformHost platform)
    {
        var application = await platform.ApplicationAsync();
        // Keys of this kind are made in no time.
        await platform.SignWithAsync(application, SigningAlgorithm.ES256);
        var world = new World(platform, application);
        world.Home = await world.InhabitAsync();
        world.Neighbour = await world.InhabitAsync();
        await platform.ChangeAsync(application, database =>
        {
            world.Shown = world.Add(database, [world.Home.Tenant.Id, world.Neighbour.Tenant.Id]);
            world.Hidden = world.Add(database, [world.Neighbour.Tenant.Id]);
            return Task.CompletedTask;
        });
        await using var unit = platform.Services.CreateAsyncScope();
        await unit.ServiceProvider.GetRequiredService<SigningKeys>().EnsureAsync(application.Id, CancellationToken.None);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        world.Shown["key"] = (await database.SigningKeys.SingleAsync(k => k.ApplicationId == application.Id)).Id;
        return world;
    }

    /// <summary>The ids with which whoever manages the home tenant calls: its own, else its application's.</summary>
    public IdsByKind OfTenant() => Merge(Shown, Home.Owned);

    /// <summary>The ids with which whoever manages the application calls.</summary>
    public IdsByKind OfApplication() => Merge(Home.Owned, Shown);

    private static IdsByKind Merge(IdsByKind first, IdsByKind second)
    {
        var merged = new IdsByKind();
        foreach (var (kind, id) in first.Concat(second)) merged[kind] = id;
        return merged;
    }

    private async Task<Inhabited> InhabitAsync()
    {
        var tenant = await Platform.TenantAsync(Application);
        var member = await Platform.UserAsync(tenant);
        var owned = new IdsByKind { ["tenant"] = tenant.Id, ["user"] = member.Id };
        await Platform.ChangeAsync(Application, database =>
        {
            var prefix = $"tnt:{tenant.Name}:";
            var role = Role(prefix, tenant.Id, null);
            var group = Group(prefix, tenant.Id, null);
            var client = Client(tenant.Id);
            var policy = Policy(tenant.Id, role.Id);
            var (page, email) = (Page(tenant.Id), Email(tenant.Id));
            database.AddRange(role, group, client, policy, page, email, Session(member));
            (owned["role"], owned["group"], owned["policy"]) = (role.Id, group.Id, policy.Id);
            owned["client"] = owned["tenantclient"] = client.Id;
            owned["page"] = owned["tenantpage"] = page.Id;
            owned["email"] = owned["tenantemail"] = email.Id;
            return Task.CompletedTask;
        });
        return new Inhabited(tenant, member, owned);
    }

    private IdsByKind Add(PlatformDbContext database, List<string> seenBy)
    {
        var prefix = $"app:{Application.Name}:";
        var role = Role(prefix, null, seenBy);
        var group = Group(prefix, null, seenBy);
        var permission = new Permission
        {
            Id = Ids.New(),
            ApplicationId = Application.Id,
            Value = Some.Name("thing:"),
            DisplayName = "Some",
            TenantVisibility = TenantVisibility.InclusionList,
            TenantVisibilityList = seenBy,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        var boundary = new PermissionBoundary
        {
            Id = Ids.New(),
            ApplicationId = Application.Id,
            Type = PermissionBoundaryType.TenantInclusionList,
            Name = prefix + Some.Name("boundary"),
            DisplayName = "Some",
            ResourceList = seenBy,
            TenantVisibility = TenantVisibility.InclusionList,
            TenantVisibilityList = seenBy,
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        var client = Client(null);
        database.AddRange(role, group, permission, boundary, client);
        var ids = new IdsByKind
        {
            ["application"] = Application.Id,
            ["role"] = role.Id,
            ["approle"] = role.Id,
            ["group"] = group.Id,
            ["appgroup"] = group.Id,
            ["permission"] = permission.Id,
            ["boundary"] = boundary.Id,
            ["client"] = client.Id,
            ["appclient"] = client.Id,
        };
        // An application has one of these.
        if (seenBy.Count > 1)
        {
            var (policy, page, email) = (Policy(null, role.Id), Page(null), Email(null));
            database.AddRange(policy, page, email);
            ids["policy"] = policy.Id;
            ids["page"] = ids["apppage"] = page.Id;
            ids["email"] = ids["appemail"] = email.Id;
        }
        return ids;
    }

    private DateTimeOffset Now => Platform.Time.GetUtcNow();

    private Role Role(string prefix, string? tenantId, List<string>? seenBy) => new()
    {
        Id = Ids.New(),
        ApplicationId = Application.Id,
        TenantId = tenantId,
        Name = prefix + Some.Name("role"),
        DisplayName = "Some",
        TenantVisibility = seenBy is null ? TenantVisibility.All : TenantVisibility.InclusionList,
        TenantVisibilityList = seenBy,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private PermissionGroup Group(string prefix, string? tenantId, List<string>? seenBy) => new()
    {
        Id = Ids.New(),
        ApplicationId = Application.Id,
        TenantId = tenantId,
        Name = prefix + Some.Name("group"),
        DisplayName = "Some",
        TenantVisibility = seenBy is null ? TenantVisibility.All : TenantVisibility.InclusionList,
        TenantVisibilityList = seenBy,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private OAuthClient Client(string? tenantId) => new()
    {
        Id = Ids.New(),
        ApplicationId = Application.Id,
        OwnerTenantId = tenantId,
        Name = Some.Name("client"),
        Type = ClientType.MachineToMachine,
        SecretHashes = [SecretToken.Hash(SecretToken.New()), SecretToken.Hash(SecretToken.New())],
        CreatedAt = Now,
    };

    private RoleAssignmentPolicy Policy(string? tenantId, string roleId) => new()
    {
        Id = Ids.New(),
        ApplicationId = Application.Id,
        TenantId = tenantId,
        DefaultSignupRoles = [roleId],
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private PageBranding Page(string? tenantId) => new()
    {
        Id = Ids.New(),
        ApplicationId = Application.Id,
        TenantId = tenantId,
        Style = "{}",
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private EmailBranding Email(string? tenantId) => new()
    {
        Id = Ids.New(),
        ApplicationId = Application.Id,
        TenantId = tenantId,
        Style = "{}",
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    private AuthSession Session(SomeUser user) => new()
    {
        Id = Ids.New(),
        TenantId = user.Tenant.Id,
        ApplicationId = Application.Id,
        UserId = user.Id,
        ReferenceHash = SecretToken.Hash(SecretToken.New()),
        AuthenticatedAt = Now,
        Amr = "pwd",
        LastSeenAt = Now,
        ExpiresAt = Now.AddHours(12),
    };
}
