using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Wristband.Platform.Http;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Security;

/// <summary>The key under which the platform's other keys are stored (P-58): a backup of the database without it is useless.</summary>
internal sealed class MasterKey
{
    private const int KeyBytes = 32;
    private const string DevelopmentFile = "master.key";
    private readonly byte[] _key;

    public MasterKey(IOptions<PlatformOptions> options, IHostEnvironment environment)
    {
        var settings = options.Value;
        var text = settings.MasterKey ?? ReadFile(settings, environment);
        _key = Decode(text);
        if (!environment.IsDevelopment() && IsWeak(_key))
        {
            throw new RefusedStartException(
                "WB2036: The master key was not made at random: it repeats, counts or is text that somebody typed. "
                + "Create one with 'openssl rand -base64 32'.");
        }
    }

    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(_key, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag);
        return [.. nonce, .. tag, .. cipher];
    }

    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes)
    {
        var nonce = sealedBytes[..AesGcm.NonceByteSizes.MaxSize];
        var tag = sealedBytes.Slice(nonce.Length, AesGcm.TagByteSizes.MaxSize);
        var cipher = sealedBytes[(nonce.Length + tag.Length)..];
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(_key, tag.Length);
        aes.Decrypt(nonce, cipher, tag, plain);
        return plain;
    }

    /// <summary>The plain bytes; null when they were not sealed under this key, or changed.</summary>
    public byte[]? TryDecrypt(ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize) return null;
        try
        {
            return Decrypt(sealedBytes);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static string ReadFile(PlatformOptions settings, IHostEnvironment environment)
    {
        if (settings.MasterKeyFile is { } file) return ReadPrivate(file);
        if (!environment.IsDevelopment())
            throw new RefusedStartException("WB2006: No master key. Set Platform:MasterKeyFile or Platform:MasterKey.");
        var generated = Path.Combine(settings.DataDirectory, DevelopmentFile);
        if (!File.Exists(generated)) PrivateFile.Write(generated, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        return ReadPrivate(generated);
    }

    private static string ReadPrivate(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!File.Exists(path))
            throw new RefusedStartException(
                $"WB2021: The master key file '{path}' does not exist. Create one with 'openssl rand -base64 32'.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != 0)
            throw new RefusedStartException($"WB2007: The master key file '{path}' can be read by others. Run 'chmod 600' on it.");
        return File.ReadAllText(path);
    }

    private static byte[] Decode(string text)
    {
        var buffer = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(text.Trim(), buffer, out var written) && written == KeyBytes
            ? buffer[..KeyBytes]
            : throw new RefusedStartException(
                "WB2008: The master key is not 32 bytes in base64. Create one with 'openssl rand -base64 32'.");
    }

    // None of these happens by chance once in the life of the universe: 32 random bytes have about 30 different values.
    private static bool IsWeak(byte[] key)
    {
        var steps = key.Skip(1).Zip(key, (next, previous) => (byte)(next - previous));
        return key.Distinct().Count() < KeyBytes / 2
            || steps.Distinct().Count() < KeyBytes / 4
            || key.All(value => value is >= (byte)' ' and <= (byte)'~');
    }
}
