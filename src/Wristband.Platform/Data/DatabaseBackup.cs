namespace Wristband.Platform.Data;

/// <summary>The whole database as a file, for engines that can. Others have tools of their own.</summary>
internal abstract class DatabaseBackup
{
    /// <summary>Writes a file that did not exist, whole or not at all, beside whoever uses the database; answers with its size.</summary>
    public abstract Task<long> WriteAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// Puts such a file in the place of the database, after it was looked at. Answers with the new name of the database that was there;
    /// null when there was none.
    /// </summary>
    public abstract Task<string?> RestoreAsync(string path, bool replace, CancellationToken cancellationToken);
}
