using Microsoft.Data.Sqlite;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>Which of SQLite's errors are the machine's and pass.</summary>
internal sealed class SqliteTrouble(WriteLock writeLock, TimeProvider time, ILogger<SqliteTrouble> logger)
    : DatabaseTrouble(time, logger)
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Io = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    protected override void TurnAwayWhoWaits() => writeLock.TurnAwayWhoWaits();

    protected override bool IsPassing(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: Busy or Locked or ReadOnly or Io or Full or CannotOpen };
}
