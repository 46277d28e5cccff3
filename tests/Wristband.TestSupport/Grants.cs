using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Security;

namespace Wristband.TestSupport;

/// <summary>What administrators give to people and machines, for tests of what they may then do.</summary>
internal static class Grants
{
    /// <summary>A machine of the application that may do everything there.</summary>
    public static async Task<SomeClient> AdminClientAsync(this PlatformHost platform, SomeApplication application)
    {
        var machine = await platform.ClientAsync(application, ClientType.MachineToMachine);
        await platform.GivePredefinedAsync(application, machine, PredefinedRoles.ApplicationAdminClient);
        return machine;
    }

    /// <summary>A machine that belongs to a tenant.</summary>
    public static async Task<SomeClient> TenantClientAsync(this PlatformHost platform, SomeTenant tenant)
    {
        var secret = SecretToken.New();
        var client = new OAuthClient
        {
            Id = Ids.New(),
            ApplicationId = tenant.Application.Id,
            OwnerTenantId = tenant.Id,
            Name = Some.Name("client"),
            Type = ClientType.MachineToMachine,
            SecretHashes = [SecretToken.Hash(secret)],
            CreatedAt = platform.Time.GetUtcNow(),
        };
        await platform.ChangeAsync(tenant.Application, database => Task.FromResult(database.Add(client)));
        return new SomeClient(client.Id, secret, tenant.Application.RedirectUri);
    }

    public static Task GivePredefinedAsync(
        this PlatformHost platform, SomeApplication application, SomeClient client, PredefinedRole role, SomeTenant? owner = null) =>
        platform.ChangeAsync(application, async database => database.Add(new ClientRole
        {
            ClientId = client.Id,
            RoleId = (await database.Roles.SingleAsync(r => r.Name == role.Name)).Id,
            ApplicationId = application.Id,
            TenantId = owner?.Id,
        }));

    public static Task GivePredefinedAsync(this PlatformHost platform, SomeUser user, PredefinedRole role) =>
        platform.ChangeAsync(user.Tenant.Application, async database => database.Add(new UserRole
        {
            TenantId = user.Tenant.Id,
            ApplicationId = user.Tenant.Application.Id,
            UserId = user.Id,
            RoleId = (await database.Roles.SingleAsync(r => r.Name == role.Name)).Id,
        }));

    /// <summary>A role of the application with these permissions, custom ones included, as far as the boundary says.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> RoleAsync(
        this PlatformHost platform, SomeApplication application, string? boundaryId, params string[] permissions)
    {
        var role = new Role
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            Name = $"app:{application.Name}:{Some.Name("role")}",
            DisplayName = "Some role",
            PermissionBoundaryId = boundaryId,
        };
        await platform.ChangeAsync(application, async database =>
        {
            database.Add(role);
            foreach (var value in permissions)
            {
                var id = PredefinedPermissions.All.FirstOrDefault(p => p.Value == value)?.Id
                    ?? (await CustomAsync(platform, database, application, value)).Id;
                database.Add(new RolePermission { RoleId = role.Id, PermissionId = id, ApplicationId = application.Id });
            }
        });
        return role.Id;
    }

    /// <summary>Gives a person these permissions.</summary>
    public static async Task AllowAsync(this PlatformHost platform, SomeUser user, PredefinedBoundary boundary, params string[] permissions)
    {
        var roleId = await platform.RoleAsync(user.Tenant.Application, boundary.Id, permissions);
        await platform.ChangeAsync(user.Tenant.Application, database => Task.FromResult(database.Add(new UserRole
        {
            TenantId = user.Tenant.Id,
            ApplicationId = user.Tenant.Application.Id,
            UserId = user.Id,
            RoleId = roleId,
        })));
    }

    /// <summary>Gives a machine of the application these permissions.</summary>
    public static async Task AllowAsync(
        this PlatformHost platform, SomeApplication application, SomeClient client, string boundaryId, params string[] permissions)
    {
        var roleId = await platform.RoleAsync(application, boundaryId, permissions);
        await platform.ChangeAsync(application, database => Task.FromResult(database.Add(
            new ClientRole { ClientId = client.Id, RoleId = roleId, ApplicationId = application.Id })));
    }

    private static async Task<Permission> CustomAsync(
        PlatformHost platform, PlatformDbContext database, SomeApplication application, string value)
    {
        if (await database.Permissions.SingleOrDefaultAsync(p => p.Value == value) is { } known) return known;
        var now = platform.Time.GetUtcNow();
        var permission = new Permission
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            Value = value,
            DisplayName = value,
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.Add(permission);
        return permission;
    }
}
