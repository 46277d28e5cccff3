using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Security;

/// <summary>
/// Remembers in the browser for whom it signed in at this tenant before. What it proves is only that: it never signs anybody in.
/// </summary>
internal sealed class KnownDevice(IDataProtectionProvider protection)
{
    private const int MostIdentifiers = 5;
    private readonly IDataProtector _protector = protection.CreateProtector("Wristband.Platform.KnownDevice.v1");

    private sealed record Content(string TenantId, string Device, IReadOnlyList<string> Identifiers);

    /// <summary>The device's own name for the lockout when this identifier signed in from here before; null otherwise.</summary>
    public string? Find(Caller caller, string identifierHash) =>
        Read(caller) is { } known && known.Identifiers.Contains(identifierHash) ? known.Device : null;

    /// <summary>What the browser is to keep after an identifier signed in.</summary>
    public string Remember(Caller caller, string identifierHash)
    {
        var known = Read(caller);
        IEnumerable<string> others = known?.Identifiers.Where(i => i != identifierHash) ?? [];
        var content = new Content(
            caller.Tenant.Id, known?.Device ?? Ids.New(), [identifierHash, .. others.Take(MostIdentifiers - 1)]);
        return _protector.Protect(JsonSerializer.Serialize(content));
    }

    private Content? Read(Caller caller)
    {
        if (caller.Browser.KnownDevice is not { } text) return null;
        try
        {
            var content = JsonSerializer.Deserialize<Content>(_protector.Unprotect(text));
            return content?.TenantId == caller.Tenant.Id ? content : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
