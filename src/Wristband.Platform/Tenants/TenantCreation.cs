using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Tenants;

/// <summary>What keeps a new tenant from having a name.</summary>
internal enum TenantNameConflict
{
    /// <summary>Another tenant has it, or had it until lately.</summary>
    Taken,

    /// <summary>It looks like the name of another tenant (P-49).</summary>
    LooksLikeAnother,
}

/// <summary>Adds a tenant and its host to the unit of work; the caller saves, together with whatever belongs to the same step.</summary>
internal sealed class TenantCreation(PlatformDbContext database, TimeProvider time)
{
    public Tenant Add(Application application, TenantName name, string displayName, TenantStatus status, string? signupKey = null)
    {
        var now = time.GetUtcNow();
        var tenant = new Tenant
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            Name = name.Value,
            DisplayName = displayName,
            HostName = HostNameOf(application, name),
            Status = status,
            SignupKey = signupKey,
            CreatedAt = now,
            ActivatedAt = status == TenantStatus.Active ? now : null,
        };
        database.Tenants.Add(tenant);
        database.HostNames.Add(new HostName { Name = tenant.HostName, ApplicationId = application.Id, TenantId = tenant.Id });
        return tenant;
    }

    /// <summary>Why no new tenant of the application can have this name; null when one can.</summary>
    /// <param name="application">The application.</param>
    /// <param name="name">The name.</param>
    /// <param name="exceptId">A tenant that makes room for the new one.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<TenantNameConflict?> ConflictAsync(
        Application application, TenantName name, string? exceptId, CancellationToken cancellationToken)
    {
        var (hostName, now) = (HostNameOf(application, name), time.GetUtcNow());
        var isTaken =
            await database.HostNames.AnyAsync(h => h.Name == hostName && (h.TenantId == null || h.TenantId != exceptId), cancellationToken)
            || await database.RetiredHostNames.AnyAsync(h => h.Name == hostName && h.FreeAt > now, cancellationToken);
        if (isTaken) return TenantNameConflict.Taken;
        var others = database.Tenants.Where(t => t.ApplicationId == application.Id && t.Id != exceptId);
        if (await others.AnyAsync(t => t.Name == name.Value, cancellationToken)) return TenantNameConflict.Taken;
        return await others.AnyAsync(LookAlikes.Of(LookAlikes.SkeletonOf(name.Value)), cancellationToken)
            ? TenantNameConflict.LooksLikeAnother
            : null;
    }

    /// <summary>What follows a tenant's name in its address, port included.</summary>
    public static string HostNameEnding(Application application, PublicOrigin origin) =>
        Separator(application) + origin.AuthorityOf(application.HostName);

    private static string HostNameOf(Application application, TenantName name) =>
        $"{name.Value}{Separator(application)}{application.HostName}";

    private static string Separator(Application application) => application.IsCustomDomainActive ? "." : "-";
}
