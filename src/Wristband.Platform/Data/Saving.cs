using Microsoft.EntityFrameworkCore;

namespace Wristband.Platform.Data;

/// <summary>How an attempt to save ended.</summary>
internal enum Saved
{
    Yes,

    /// <summary>Something else has a name that has to be unique.</summary>
    Taken,

    /// <summary>Somebody changed or removed the row meanwhile.</summary>
    Changed,
}

/// <summary>Saves where somebody may have been a moment faster.</summary>
internal static class Saving
{
    /// <summary>Saves, or says why not and forgets what was to be saved.</summary>
    public static async Task<Saved> TrySaveAsync(this PlatformDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return Saved.Yes;
        }
        catch (DbUpdateException failure)
        {
            database.ChangeTracker.Clear();
            return failure is DbUpdateConcurrencyException ? Saved.Changed : Saved.Taken;
        }
    }

    /// <summary>Counts a change, which every version of a row has its own number for.</summary>
    public static void Touch(this IVersioned row) => row.Version++;
}
