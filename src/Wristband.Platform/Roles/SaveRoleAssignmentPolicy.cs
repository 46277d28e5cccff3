using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Which roles an application or tenant gives by itself, as somebody wants it.</summary>
internal sealed record NewRoleAssignmentPolicy
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public Change<List<string>?> DefaultSignupRoles { get; init; }
    public Change<List<string>?> DefaultIdpUserSyncRoles { get; init; }
}

/// <summary>A policy, and whether it was not there before.</summary>
internal sealed record SavedPolicy(RoleAssignmentPolicy Policy, bool IsNew);

/// <summary>
/// Makes the policy of an owner or, when that is asked for, changes the one that is there. Who signs up gets its roles, so they are given
/// by whoever writes the policy (P-48).
/// </summary>
internal sealed class SaveRoleAssignmentPolicy(
    PlatformDbContext database, Owners owners, RoleChoice choice, AuditLog audit, TimeProvider time)
{
    public const string Needed = "role-assignment-policy:write";

    public async Task<Outcome<SavedPolicy>> RunAsync(
        Caller caller, NewRoleAssignmentPolicy wanted, bool mayUpdate, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var found = await owners.FindAsync(caller, Needed, wanted.OwnerType, wanted.OwnerId, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var owner = found.Result;
        var policy = await database.RoleAssignmentPolicies.SingleOrDefaultAsync(
            p => p.ApplicationId == owner.ApplicationId && p.TenantId == owner.TenantId, cancellationToken);
        if (policy is not null && !mayUpdate) return Violations.One("ownerId", "not_unique");
        var isNew = policy is null;
        var now = time.GetUtcNow();
        policy ??= database.Add(new RoleAssignmentPolicy
        {
            Id = Ids.New(),
            ApplicationId = owner.ApplicationId,
            TenantId = owner.TenantId,
            CreatedAt = now,
            UpdatedAt = now,
        }).Entity;
        var changes = new RoleAssignmentPolicyChanges
        {
            DefaultSignupRoles = wanted.DefaultSignupRoles,
            DefaultIdpUserSyncRoles = wanted.DefaultIdpUserSyncRoles,
        };
        if (await ApplyAsync(caller, policy, changes, isNew, cancellationToken) is { } refusal) return refusal;
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? new SavedPolicy(policy, isNew) : Refusal.Changed;
    }

    /// <summary>Changes a policy that is there.</summary>
    public async Task<Outcome<RoleAssignmentPolicy>> UpdateAsync(
        Caller caller, string id, RoleAssignmentPolicyChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var policy = await database.OwnedFor<RoleAssignmentPolicy>(caller, Needed).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (policy is null) return Refusal.Missing("role assignment policy", id);
        if (!expected.Allows(policy.Version)) return Refusal.Changed;
        if (await ApplyAsync(caller, policy, changes, isNew: false, cancellationToken) is { } refusal) return refusal;
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? policy : Refusal.Changed;
    }

    private async Task<Refusal?> ApplyAsync(
        Caller caller, RoleAssignmentPolicy policy, RoleAssignmentPolicyChanges changes, bool isNew, CancellationToken cancellationToken)
    {
        var before = View(policy);
        var signup = Wanted(changes.DefaultSignupRoles, policy.DefaultSignupRoles);
        var sync = Wanted(changes.DefaultIdpUserSyncRoles, policy.DefaultIdpUserSyncRoles);
        var refusal = await CheckAsync(caller, policy, "defaultSignupRoles", signup, policy.DefaultSignupRoles, cancellationToken)
            ?? await CheckAsync(caller, policy, "defaultIdpUserSyncRoles", sync, policy.DefaultIdpUserSyncRoles, cancellationToken);
        if (refusal is not null)
        {
            database.ChangeTracker.Clear();
            return refusal;
        }
        (policy.DefaultSignupRoles, policy.DefaultIdpUserSyncRoles) = (signup, sync);
        policy.UpdatedAt = time.GetUtcNow();
        if (!isNew) policy.Touch();
        audit.Changed(caller, isNew ? "role_assignment_policy.created" : "role_assignment_policy.updated",
            new AuditSubject("role assignment policy", policy.Id, policy.TenantId), isNew ? null : before, View(policy));
        return null;
    }

    private static List<string> Wanted(Change<List<string>?> change, List<string> before) =>
        [.. (change.IsGiven ? change.Value ?? [] : before).Distinct()];

    private async Task<Refusal?> CheckAsync(
        Caller caller, RoleAssignmentPolicy policy, string field, List<string> ids, List<string> before,
        CancellationToken cancellationToken)
    {
        if (IdList.Check(field, ids) is { } refusal) return refusal;
        var holder = policy.TenantId is { } tenantId ? Holder.In(tenantId) : Holder.Anybody;
        // What the policy gives already is not given now.
        var chosen = await choice.ReadAsync(
            caller, choice.For(policy.ApplicationId, policy.TenantId), holder, [.. ids.Except(before)], cancellationToken);
        return chosen.Failures switch
        {
            [{ Why.Hindrance: Hindrance.Missing }, ..] => Violations.One(field, "not_found"),
            [var first, ..] => first.Why,
            [] => null,
        };
    }

    private static object View(RoleAssignmentPolicy policy) => new
    {
        DefaultSignupRoles = policy.DefaultSignupRoles.ToList(),
        DefaultIdpUserSyncRoles = policy.DefaultIdpUserSyncRoles.ToList(),
    };
}

/// <summary>What is to become different about a policy.</summary>
internal sealed record RoleAssignmentPolicyChanges
{
    public Change<List<string>?> DefaultSignupRoles { get; init; }
    public Change<List<string>?> DefaultIdpUserSyncRoles { get; init; }
}
