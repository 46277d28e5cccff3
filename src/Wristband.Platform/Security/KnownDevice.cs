using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Security;

/// <summary>
/// Remembers in the browser for whom it signed in at this tenant before. What it proves is only that: it never signs anybody in.
/// </summary>
internal sealed class KnownDevice(IDataProtectionProvider protection)
{
    private const int MostIdentifiers = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);
    private readonly IDataProtector _protector = protection.CreateProtector("Wristband.Platform.KnownDevice.v1");

    private sealed record Content(string TenantId, string Device, IReadOnlyList<string> Identifiers);

    /// <summary>The device's own name for the lockout when this identifier signed in from here before; null otherwise.</summary>
    public string? Find(HttpContext context, string identifierHash) =>
        Read(context) is { } known && known.Identifiers.Contains(identifierHash) ? known.Device : null;

    /// <summary>Adds an identifier after it signed in.</summary>
    public void Remember(HttpContext context, string identifierHash)
    {
        var known = Read(context);
        IEnumerable<string> others = known?.Identifiers.Where(i => i != identifierHash) ?? [];
        var content = new Content(
            context.GetHost().RequiredTenant.Id, known?.Device ?? Ids.New(), [identifierHash, .. others.Take(MostIdentifiers - 1)]);
        PlatformCookies.Write(context, PlatformCookies.KnownDevice, _protector.Protect(JsonSerializer.Serialize(content)), Lifetime);
    }

    private Content? Read(HttpContext context)
    {
        if (PlatformCookies.Read(context, PlatformCookies.KnownDevice) is not { Length: > 0 } text) return null;
        try
        {
            var content = JsonSerializer.Deserialize<Content>(_protector.Unprotect(text));
            return content?.TenantId == context.GetHost().RequiredTenant.Id ? content : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
