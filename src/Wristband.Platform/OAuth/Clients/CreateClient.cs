using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Security;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>A client as somebody wants it. What is null is as it usually is.</summary>
internal sealed record NewClient
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public ClientType? Type { get; init; }
    public string? Name { get; init; }
    public IReadOnlyList<string>? GrantTypes { get; init; }
    public IReadOnlyList<string>? RedirectUris { get; init; }
    public string? LoginUrl { get; init; }
    public bool? Enabled { get; init; }
    public bool? RequireProofKey { get; init; }
    public string? BackchannelLogoutUri { get; init; }
    public int? AccessTokenLifetimeSeconds { get; init; }
    public int? RefreshTokenIdleLifetimeSeconds { get; init; }
    public int? RefreshTokenAbsoluteLifetimeSeconds { get; init; }
}

/// <summary>A client and its new secret, which nobody can read again; null where the client has none.</summary>
internal sealed record ClientWithSecret(OAuthClient Client, string? Secret);

/// <summary>Adds a client to the application, or a machine to one of its tenants.</summary>
internal sealed class CreateClient(PlatformDbContext database, Owners owners, AuditLog audit, TimeProvider time)
{
    private const string Permission = "client:create";

    public async Task<Outcome<ClientWithSecret>> RunAsync(Caller caller, NewClient wanted, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Permission)) return Refusal.Forbidden;
        var settings = SettingsOf(wanted);
        if (Check(wanted, settings).Refusal is { } refusal) return refusal;
        var found = await owners.FindAsync(caller, Permission, wanted.OwnerType, wanted.OwnerId, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var owner = found.Result;
        if (await IsTakenAsync(owner, settings.Name!, cancellationToken)) return Violations.One("name", "not_unique");

        var secret = wanted.Type == ClientType.Native ? null : SecretToken.New();
        var client = new OAuthClient
        {
            Id = Ids.New(),
            ApplicationId = owner.ApplicationId,
            OwnerTenantId = owner.TenantId,
            Name = settings.Name!,
            Type = wanted.Type!.Value,
            SecretHashes = secret is null ? [] : [SecretToken.Hash(secret)],
            CreatedAt = time.GetUtcNow(),
        };
        settings.WriteTo(client);
        database.OAuthClients.Add(client);
        audit.Changed(caller, "client.created", new AuditSubject("client", client.Id, client.OwnerTenantId), before: null, settings);
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes
            ? new ClientWithSecret(client, secret)
            : Violations.One("name", "not_unique");
    }

    private static ClientSettings SettingsOf(NewClient wanted)
    {
        var usual = new ClientSettings { Name = wanted.Name };
        return usual with
        {
            Enabled = wanted.Enabled ?? usual.Enabled,
            LoginUrl = wanted.LoginUrl,
            RedirectUris = wanted.RedirectUris ?? [],
            BackchannelLogoutUri = wanted.BackchannelLogoutUri,
            RequireProofKey = wanted.RequireProofKey ?? usual.RequireProofKey,
            AccessTokenLifetime = ClientChange.Span(wanted.AccessTokenLifetimeSeconds) ?? usual.AccessTokenLifetime,
            RefreshTokenIdleLifetime = ClientChange.Span(wanted.RefreshTokenIdleLifetimeSeconds) ?? usual.RefreshTokenIdleLifetime,
            RefreshTokenAbsoluteLifetime =
                ClientChange.Span(wanted.RefreshTokenAbsoluteLifetimeSeconds) ?? usual.RefreshTokenAbsoluteLifetime,
        };
    }

    private static Violations Check(NewClient wanted, ClientSettings settings)
    {
        var violations = new Violations();
        if (wanted.Type is not { } type)
        {
            violations.Add("type", "not_null");
            return violations;
        }
        if (wanted.OwnerType == OwnerType.Tenant && type != ClientType.MachineToMachine) violations.Add("type", "not_supported");
        if (wanted.GrantTypes is { } grants && !GrantTypes.Fit(grants, type)) violations.Add("grantTypes", "not_supported");
        settings.Check(type, violations);
        return violations;
    }

    private Task<bool> IsTakenAsync(Owner owner, string name, CancellationToken cancellationToken) => database.OAuthClients.AnyAsync(
        c => c.ApplicationId == owner.ApplicationId && c.OwnerTenantId == owner.TenantId && c.Name == name, cancellationToken);
}
