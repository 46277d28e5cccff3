using System.Text.Json.Serialization;
using Wristband.Platform.Management.Api;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Management.Settings;

/// <summary>A client as the API shows it: never with its secret, but for the one answer in which the secret is new.</summary>
internal sealed record ClientResource(
    string Id, string ApplicationId, OwnerType OwnerType, string OwnerId, ClientType Type, string Name, bool Enabled,
    IReadOnlyList<string> GrantTypes, IReadOnlyList<string> RedirectUris, string? LoginUrl, string? BackchannelLogoutUri,
    bool RequireProofKey, long AccessTokenLifetimeSeconds, long RefreshTokenIdleLifetimeSeconds, long RefreshTokenAbsoluteLifetimeSeconds,
    bool HasSecondarySecret, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret, Metadata Metadata)
{
    public static ClientResource Of(OAuthClient client, string? secret = null) => new(
        client.Id, client.ApplicationId, client.OwnerTenantId is null ? OwnerType.Application : OwnerType.Tenant,
        client.OwnerTenantId ?? client.ApplicationId, client.Type, client.Name, client.Enabled,
        OAuth.Clients.GrantTypes.Of(client.Type), client.RedirectUris, client.LoginUrl, client.BackchannelLogoutUri, client.RequireProofKey,
        (long)client.AccessTokenLifetime.TotalSeconds, (long)client.RefreshTokenIdleLifetime.TotalSeconds,
        (long)client.RefreshTokenAbsoluteLifetime.TotalSeconds, client.SecretHashes.Count > 1, secret,
        Metadata.Of(client, client.CreatedAt, client.UpdatedAt));
}
