using System.Xml;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;

namespace Wristband.Platform.Security;

/// <summary>
/// Keeps a platform with a wrong master key from touching a database. Such a platform would look healthy, write new keys beside the
/// ones that it cannot read, and lose the mail that waits.
/// </summary>
internal sealed class MasterKeyGuard(PlatformDbContext database, MasterKey key, TimeProvider time)
{
    private static readonly byte[] KnownValue = "Wristband.Platform"u8.ToArray();

    /// <summary>Whether this is the key that the database belongs to; true as well while nothing in it is sealed.</summary>
    public async Task<bool> FitsAsync(IEnumerable<string> appliedMigrations, CancellationToken cancellationToken)
    {
        var applied = appliedMigrations.ToList();
        if (applied.Count == 0) return true;
        if (applied.Any(name => name.EndsWith("_" + nameof(MasterKeyCheck), StringComparison.Ordinal))
            && await database.MasterKeyChecks.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } check)
        {
            return Opens(check);
        }

        // A database from before the check. Its oldest key is the one to open: a platform with a wrong key may have added later ones.
        var stored = await database.DataProtectionKeys.AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).ToListAsync(cancellationToken);
        return stored.Select(SealedKey).FirstOrDefault(text => text is not null) is not { } oldest || key.TryDecrypt(oldest) is not null;
    }

    /// <summary>Writes the known value, once it is clear that the key fits.</summary>
    public async Task RememberAsync(CancellationToken cancellationToken)
    {
        if (await database.MasterKeyChecks.AnyAsync(cancellationToken)) return;
        var now = time.GetUtcNow();
        database.MasterKeyChecks.Add(new MasterKeyCheck { SealedValue = key.Encrypt(KnownValue), CreatedAt = now, ProbedAt = now });
        await database.SaveChangesAsync(cancellationToken);
    }

    public bool Opens(MasterKeyCheck check) => key.TryDecrypt(check.SealedValue) is { } value && value.AsSpan().SequenceEqual(KnownValue);

    private static byte[]? SealedKey(string? xml)
    {
        if (xml is null) return null;
        try
        {
            return XElement.Parse(xml).Descendants(MasterKeyXmlEncryptor.Element).FirstOrDefault() is { } element
                ? Convert.FromBase64String(element.Value)
                : null;
        }
        catch (Exception unreadable) when (unreadable is XmlException or FormatException)
        {
            return null;
        }
    }
}
