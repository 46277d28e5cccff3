using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.DemoApp.WhatHappened;

/// <summary>
/// A record as it travels: small, so that it and the login's own cookie fit into what proxies take for the head of an answer.
/// </summary>
internal static class Packed
{
    /// <summary>Of about 4,096 for a whole head, where the login's cookie, the address and the other headers are most.</summary>
    public const int MostCharacters = 1000;

    /// <summary>What does not fit begins later: the oldest steps are forgotten.</summary>
    public static string Seal(IDataProtector protector, LoginRecord record)
    {
        var text = SealOnce(protector, record);
        while (text.Length > MostCharacters && record.ForgetFirst()) text = SealOnce(protector, record);
        return text;
    }

    public static string Open(IDataProtector protector, string text)
    {
        using var packed = new BrotliStream(
            new MemoryStream(protector.Unprotect(WebEncoders.Base64UrlDecode(text))), CompressionMode.Decompress);
        using var reader = new StreamReader(packed, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string SealOnce(IDataProtector protector, LoginRecord record)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            packed.Write(Encoding.UTF8.GetBytes(record.ToJson()));
        return WebEncoders.Base64UrlEncode(protector.Protect(bytes.ToArray()));
    }
}
