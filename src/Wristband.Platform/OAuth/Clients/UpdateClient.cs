using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>What to change about a client. Its type and its owner are for ever; naming them as they are changes nothing.</summary>
internal sealed record ClientChange
{
    public Change<string?> Name { get; init; }
    public Change<bool> Enabled { get; init; }
    public Change<string?> LoginUrl { get; init; }
    public Change<IReadOnlyList<string>?> RedirectUris { get; init; }
    public Change<string?> BackchannelLogoutUri { get; init; }
    public Change<bool> RequireProofKey { get; init; }

    /// <summary>Null makes it what it usually is.</summary>
    public Change<int?> AccessTokenLifetimeSeconds { get; init; }
    public Change<int?> RefreshTokenIdleLifetimeSeconds { get; init; }
    public Change<int?> RefreshTokenAbsoluteLifetimeSeconds { get; init; }
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public ClientType? Type { get; init; }
    public IReadOnlyList<string>? GrantTypes { get; init; }

    public ClientSettings Apply(ClientSettings before)
    {
        var usual = new ClientSettings { Name = before.Name };
        return new ClientSettings
        {
            Name = Name.Or(before.Name),
            Enabled = Enabled.Or(before.Enabled),
            LoginUrl = LoginUrl.Or(before.LoginUrl),
            RedirectUris = RedirectUris.Or(before.RedirectUris) ?? [],
            BackchannelLogoutUri = BackchannelLogoutUri.Or(before.BackchannelLogoutUri),
            RequireProofKey = RequireProofKey.Or(before.RequireProofKey),
            AccessTokenLifetime = Lifetime(AccessTokenLifetimeSeconds, before.AccessTokenLifetime, usual.AccessTokenLifetime),
            RefreshTokenIdleLifetime =
                Lifetime(RefreshTokenIdleLifetimeSeconds, before.RefreshTokenIdleLifetime, usual.RefreshTokenIdleLifetime),
            RefreshTokenAbsoluteLifetime =
                Lifetime(RefreshTokenAbsoluteLifetimeSeconds, before.RefreshTokenAbsoluteLifetime, usual.RefreshTokenAbsoluteLifetime),
        };
    }

    public void CheckFixed(OAuthClient client, Violations violations)
    {
        var ownerType = client.OwnerTenantId is null ? Permissions.OwnerType.Application : Permissions.OwnerType.Tenant;
        if (OwnerType is { } owner && owner != ownerType) violations.Add("ownerType", "immutable");
        if (OwnerId is { } id && id != (client.OwnerTenantId ?? client.ApplicationId)) violations.Add("ownerId", "immutable");
        if (Type is { } type && type != client.Type) violations.Add("type", "immutable");
        if (GrantTypes is { } grants && !Clients.GrantTypes.Fit(grants, client.Type)) violations.Add("grantTypes", "not_supported");
    }

    public static TimeSpan? Span(int? seconds) => seconds is { } number ? TimeSpan.FromSeconds(number) : null;

    private static TimeSpan Lifetime(Change<int?> change, TimeSpan before, TimeSpan usual) =>
        change.IsGiven ? Span(change.Value) ?? usual : before;
}

/// <summary>Changes a client.</summary>
internal sealed class UpdateClient(PlatformDbContext database, AuditLog audit, TimeProvider time)
{
    private const string Permission = "client:update";

    public async Task<Outcome<OAuthClient>> RunAsync(
        Caller caller, string id, ClientChange wanted, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Permission)) return Refusal.Forbidden;
        if (await ManagedClients.FindAsync(database, caller, Permission, id, cancellationToken) is not { } client)
            return Refusal.Missing("client", id);
        if (!expected.Allows(client.Version)) return Refusal.Changed;

        var before = ClientSettings.Of(client);
        var after = wanted.Apply(before);
        var violations = new Violations();
        wanted.CheckFixed(client, violations);
        after.Check(client.Type, violations);
        if (violations.Refusal is { } refusal) return refusal;
        if (after.Name != before.Name && await IsTakenAsync(client, after.Name!, cancellationToken))
            return Violations.One("name", "not_unique");

        audit.Changed(caller, "client.updated", new AuditSubject("client", client.Id, client.OwnerTenantId), before, after);
        after.WriteTo(client);
        client.UpdatedAt = time.GetUtcNow();
        client.Touch();
        return await database.TrySaveAsync(cancellationToken) switch
        {
            Saved.Yes => client,
            Saved.Taken => Violations.One("name", "not_unique"),
            _ => Refusal.Changed,
        };
    }

    private Task<bool> IsTakenAsync(OAuthClient client, string name, CancellationToken cancellationToken) => database.OAuthClients.AnyAsync(
        c => c.ApplicationId == client.ApplicationId && c.OwnerTenantId == client.OwnerTenantId && c.Name == name && c.Id != client.Id,
        cancellationToken);
}
