namespace Wristband.Platform.Data;

/// <summary>Leaves this engine for another one, with everything.</summary>
internal abstract class DatabaseMove
{
    /// <summary>
    /// Copies every row into an empty database, compares both, and leaves this one as it is. All of it happens or nothing, so that it can
    /// be tried again.
    /// </summary>
    /// <param name="connectionString">The other database.</param>
    /// <param name="cancellationToken">Ends it, with nothing done.</param>
    /// <returns>How many rows each table has.</returns>
    /// <exception cref="InvalidOperationException">A server runs, or the other database cannot be used.</exception>
    public abstract Task<IReadOnlyList<(string Table, long Rows)>> MoveAsync(string connectionString, CancellationToken cancellationToken);
}
