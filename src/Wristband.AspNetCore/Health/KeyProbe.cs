using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Health;

/// <summary>Seals and opens small messages with the keys of the session cookies: who can open them can read the cookies.</summary>
internal sealed class KeyProbe(
    [FromKeyedServices] WristbandOptions options,
    [FromKeyedServices] SchemeNames names,
    [FromKeyedServices] IDataProtectionProvider protection,
    IOptions<DataProtectionOptions> application)
{
    private const int HeaderLength = 4;
    private const int KeyIdLength = 16;

    private readonly IDataProtector _protector =
        protection.CreateProtector("Wristband.AspNetCore", options.ClientId, names.Session, "health", "v1");

    /// <summary>Null when the keys cannot be used.</summary>
    public byte[]? Seal(string message)
    {
        try
        {
            return _protector.Protect(Encoding.UTF8.GetBytes(message));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public bool Opens(byte[] probe, string message)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(probe)) == message;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>
    /// Eight characters that are equal where the encrypting key and the application's name are: a payload of the framework's data
    /// protection begins with four fixed bytes and the id of its key. The id is no secret, and its hash less so.
    /// </summary>
    public string? Fingerprint()
    {
        if (Seal("fingerprint") is not { } payload || !payload.AsSpan().StartsWith<byte>([0x09, 0xF0, 0xC9, 0xF0])) return null;
        byte[] identity =
            [.. payload.AsSpan(HeaderLength, KeyIdLength),
                .. Encoding.UTF8.GetBytes($"{options.ClientId}\n{application.Value.ApplicationDiscriminator}")];
        return Convert.ToHexStringLower(SHA256.HashData(identity))[..8];
    }
}
