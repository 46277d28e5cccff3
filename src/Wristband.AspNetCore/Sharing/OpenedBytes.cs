using Microsoft.AspNetCore.DataProtection;

namespace Wristband.AspNetCore.Sharing;

/// <summary>What data protection opened, and whether its key no longer seals: secrets and keys are being replaced.</summary>
internal readonly record struct OpenedBytes(byte[] Content, bool IsOld);

internal static class OpenedBytesExtensions
{
    /// <summary>As <see cref="IDataProtector.Unprotect"/>. Providers other than the framework's do not tell the age of a key.</summary>
    public static OpenedBytes Open(this IDataProtector protector, byte[] sealedBytes)
    {
        if (protector is not IPersistedDataProtector keys) return new OpenedBytes(protector.Unprotect(sealedBytes), IsOld: false);
        var content = keys.DangerousUnprotect(sealedBytes, ignoreRevocationErrors: false, out var isOld, out _);
        return new OpenedBytes(content, isOld);
    }
}
