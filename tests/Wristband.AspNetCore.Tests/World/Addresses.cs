using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.AspNetCore.Tests.World;

internal static class Addresses
{
    /// <summary>A query parameter's value; null when it is absent.</summary>
    public static string? Parameter(this Uri url, string name) =>
        QueryHelpers.ParseQuery(url.Query).TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Letters and digits that no compression makes shorter than they have to be.</summary>
    public static string Incompressible(int length) => string.Concat(
        Enumerable.Range(0, 1 + (length / 43)).Select(i => Base64Url.EncodeToString(SHA256.HashData(BitConverter.GetBytes(i)))))[..length];
}
