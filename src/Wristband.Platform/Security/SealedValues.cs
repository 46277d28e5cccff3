using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Wristband.Platform.Security;

/// <summary>Values that travel through a browser or a mail and come back unread and unchanged, for a while.</summary>
internal sealed class SealedValues(IDataProtectionProvider protection, TimeProvider time)
{
    private sealed record Content<T>(T Value, DateTimeOffset ExpiresAt);

    public string Seal<T>(string purpose, T value, TimeSpan lifetime) =>
        Protector(purpose).Protect(JsonSerializer.Serialize(new Content<T>(value, time.GetUtcNow() + lifetime)));

    /// <summary>The value; null when it is not ours, changed or too old.</summary>
    public T? Open<T>(string purpose, string? text) where T : class
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            var content = JsonSerializer.Deserialize<Content<T>>(Protector(purpose).Unprotect(text));
            return content?.ExpiresAt > time.GetUtcNow() ? content.Value : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("Wristband.Platform.SealedValue.v1", purpose);
}
