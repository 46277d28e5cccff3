using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>The roles of whoever signs up, as the policies say. The caller saves.</summary>
internal static class SignupRoles
{
    /// <summary>Who opens a workspace gets the roles of the application's policy; without one, the role "owner".</summary>
    public static async Task GiveOwnerAsync(
        PlatformDbContext database, Application application, User owner, CancellationToken cancellationToken)
    {
        var roles = await OfPolicyAsync(database, application.Id, tenantId: null, cancellationToken);
        if (roles.Count > 0) Give(database, owner, roles);
        else Give(database, owner, [await OwnerAsync(database, application, owner.CreatedAt, cancellationToken)]);
    }

    /// <summary>Who joins a workspace gets the roles of its own policy. The application's is for those who open one.</summary>
    public static async Task GiveJoinedAsync(PlatformDbContext database, User user, CancellationToken cancellationToken) =>
        Give(database, user, await OfPolicyAsync(database, user.ApplicationId, user.TenantId, cancellationToken));

    private static async Task<List<Role>> OfPolicyAsync(
        PlatformDbContext database, string applicationId, string? tenantId, CancellationToken cancellationToken)
    {
        var ids = await database.RoleAssignmentPolicies.AsNoTracking()
            .Where(p => p.ApplicationId == applicationId && p.TenantId == tenantId).Select(p => p.DefaultSignupRoles)
            .SingleOrDefaultAsync(cancellationToken);
        return ids is { Count: > 0 }
            ? await database.Roles.Where(r => r.ApplicationId == applicationId && ids.Contains(r.Id)).ToListAsync(cancellationToken)
            : [];
    }

    private static async Task<Role> OwnerAsync(
        PlatformDbContext database, Application application, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = $"app:{application.Name}:owner";
        var known = await database.Roles.SingleOrDefaultAsync(
            r => r.ApplicationId == application.Id && r.Name == name, cancellationToken);
        if (known is not null) return known;
        var role = new Role
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            Name = name,
            DisplayName = "Owner",
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.Roles.Add(role);
        PredefinedRoles.Equip(database, role);
        return role;
    }

    private static void Give(PlatformDbContext database, User user, List<Role> roles) => database.AddRange(roles.Select(role =>
        new UserRole { TenantId = user.TenantId, ApplicationId = user.ApplicationId, UserId = user.Id, RoleId = role.Id }));
}
