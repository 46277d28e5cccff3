using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Applications;

/// <summary>What to change about an application. Its name is for ever; naming it as it is changes nothing.</summary>
internal sealed record ApplicationChange
{
    public string? Name { get; init; }

    /// <summary>The older spelling of the name.</summary>
    public string? DomainName { get; init; }

    /// <summary>Every application here has tenants: anything but true is refused.</summary>
    public bool? IsMultiTenant { get; init; }
    public Change<string?> DisplayName { get; init; }
    public Change<string?> LoginUrl { get; init; }
    public Change<IReadOnlyList<string>?> LogoutUrls { get; init; }
    public Change<bool> SignupEnabled { get; init; }
    public Change<EnvironmentType> EnvironmentType { get; init; }
    public Change<TenantClassifier> TenantClassifier { get; init; }
    public Change<string?> LogoUrl { get; init; }
    public Change<IReadOnlyList<string>?> AllowedOrigins { get; init; }
    public Change<string?> CustomApplicationLoginPageUrl { get; init; }
    public Change<bool> ApplicationAuthorizationRequestsEnabled { get; init; }
    public Change<bool> DiscoveryByMailOnly { get; init; }
    public Change<SigningAlgorithm> SigningAlgorithm { get; init; }
}

/// <summary>Changes the caller's application; another one does not exist for them.</summary>
internal sealed class UpdateApplication(PlatformDbContext database, AuditLog audit, TimeProvider time)
{
    private const string Permission = "application:update";

    public async Task<Outcome<Application>> RunAsync(
        Caller caller, string id, ApplicationChange wanted, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Permission)) return Refusal.Forbidden;
        if (id != caller.Application.Id || !caller.Permissions.ReachOf(Permission).IsApplication)
            return Refusal.Missing("application", id);
        var application = await database.Applications.SingleAsync(a => a.Id == id, cancellationToken);
        if (!expected.Allows(application.Version)) return Refusal.Changed;

        var violations = new Violations();
        CheckFixed(wanted, application, violations);
        var before = ApplicationSettings.Of(application);
        var after = ApplicationSettings.Of(application, wanted);
        after.Check(violations);
        if (violations.Refusal is { } refusal) return refusal;

        audit.Changed(caller, "application.updated", new AuditSubject("application", application.Id), before, after);
        after.WriteTo(application);
        application.UpdatedAt = time.GetUtcNow();
        application.Touch();
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? application : Refusal.Changed;
    }

    private static void CheckFixed(ApplicationChange wanted, Application application, Violations violations)
    {
        if (wanted.Name is { } name && name != application.Name) violations.Add("name", "immutable");
        if (wanted.DomainName is { } domainName && domainName != application.Name) violations.Add("domainName", "immutable");
        if (wanted.IsMultiTenant == false) violations.Add("isMultiTenant", "not_supported");
    }
}
