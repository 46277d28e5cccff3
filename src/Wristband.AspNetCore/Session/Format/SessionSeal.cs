using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Wristband.AspNetCore.Sharing;

namespace Wristband.AspNetCore.Session.Format;

/// <summary>
/// Sessions as sealed text, as the framework's <see cref="SecureDataFormat{TData}"/> writes them. It also tells when the seal was made
/// with a key that no longer seals, so that the session is sealed again on sight and that key can go (X-D26).
/// </summary>
internal sealed class SessionSeal(SessionFormat format, IDataProtector protector) : ISecureDataFormat<AuthenticationTicket>
{
    private const string OldKey = "wb.old-key";

    /// <summary>Whether the session should be sealed again.</summary>
    public static bool IsOld(AuthenticationProperties properties) =>
        properties.Parameters.Count > 0 && properties.Parameters.ContainsKey(OldKey);

    /// <summary>Known in this process only, it is never written.</summary>
    public static void MarkOld(AuthenticationProperties properties) => properties.Parameters[OldKey] = true;

    public string Protect(AuthenticationTicket data) => Protect(data, null);

    public string Protect(AuthenticationTicket data, string? purpose) =>
        Base64Url.EncodeToString(For(purpose).Protect(format.Serialize(data)));

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        if (protectedText is null) return null;
        try
        {
            var (bytes, isOld) = For(purpose).Open(Base64Url.DecodeFromChars(protectedText));
            if (format.Deserialize(bytes) is not { } ticket) return null;
            if (isOld) MarkOld(ticket.Properties);
            return ticket;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector For(string? purpose) => purpose is null ? protector : protector.CreateProtector(purpose);
}
