using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;
using Wristband.Platform.Users;

namespace Wristband.Platform.Credentials;

/// <summary>What a password hash costs. The defaults are security.md's: Argon2id, 19 MiB, two passes.</summary>
internal sealed record PasswordHashCost(int MemoryKiB = 19456, int Passes = 2);

/// <summary>
/// Argon2id through libsodium, written as a PHC string with its parameters, so that the cost can rise later and old hashes
/// still verify (P-35). Passwords are NFC-normalized and otherwise taken exactly as typed (P-33).
/// </summary>
internal static class PasswordHash
{
    private const int SaltBytes = 16;
    private const int TagBytes = 32;

    public static string Create(string password, PasswordHashCost cost)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var tag = Derive(password, salt, cost, TagBytes);
        return string.Create(CultureInfo.InvariantCulture,
            $"$argon2id$v=19$m={cost.MemoryKiB},t={cost.Passes},p=1${Encode(salt)}${Encode(tag)}");
    }

    public static bool Verify(string password, string hash)
    {
        if (!TryRead(hash, out var cost, out var salt, out var tag)) return false;
        return CryptographicOperations.FixedTimeEquals(Derive(password, salt, cost, tag.Length), tag);
    }

    /// <summary>Whether the hash was made with a lower cost than wanted today.</summary>
    public static bool IsWeakerThan(string hash, PasswordHashCost wanted) =>
        !TryRead(hash, out var cost, out _, out _) || cost.MemoryKiB < wanted.MemoryKiB || cost.Passes < wanted.Passes;

    /// <summary>One password however a keyboard writes it. What has no such form is taken as it is.</summary>
    public static string Normalized(string password) => password.TryNormalize(NormalizationForm.FormC) ?? password;

    private static byte[] Derive(string password, byte[] salt, PasswordHashCost cost, int count)
    {
        var parameters = new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = cost.MemoryKiB, NumberOfPasses = cost.Passes };
        var argon2 = PasswordBasedKeyDerivationAlgorithm.Argon2id(parameters);
        return argon2.DeriveBytes(Encoding.UTF8.GetBytes(Normalized(password)), salt, count);
    }

    private static bool TryRead(string hash, out PasswordHashCost cost, out byte[] salt, out byte[] tag)
    {
        (cost, salt, tag) = (new PasswordHashCost(), [], []);
        var parts = hash.Split('$');
        if (parts is not ["", "argon2id", "v=19", var parameters, var saltText, var tagText]) return false;
        var numbers = parameters.Split(',').Select(p => p.Split('=')).Where(p => p.Length == 2)
            .ToDictionary(p => p[0], p => int.TryParse(p[1], CultureInfo.InvariantCulture, out var n) ? n : 0);
        cost = new PasswordHashCost(numbers.GetValueOrDefault("m"), numbers.GetValueOrDefault("t"));
        (salt, tag) = (Decode(saltText), Decode(tagText));
        return cost is { MemoryKiB: > 0, Passes: > 0 } && numbers.GetValueOrDefault("p") == 1 && salt.Length == SaltBytes && tag.Length > 0;
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Decode(string text)
    {
        var buffer = new byte[text.Length];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, buffer, out var written) ? buffer[..written] : [];
    }
}
