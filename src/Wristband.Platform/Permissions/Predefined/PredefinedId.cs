using System.Security.Cryptography;
using System.Text;
using Wristband.Platform.Data;

namespace Wristband.Platform.Permissions.Predefined;

/// <summary>Ids of what has no row: computed from the name, so that they are the same at every installation and for ever.</summary>
internal static class PredefinedId
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Of(string kind, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{name}"));
        return string.Create(Ids.Length, hash, static (id, bytes) =>
        {
            for (var i = 0; i < id.Length; i++) id[i] = Alphabet[bytes[i] & 31];
        });
    }
}
