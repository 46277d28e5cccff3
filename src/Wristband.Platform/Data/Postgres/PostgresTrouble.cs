using Npgsql;

namespace Wristband.Platform.Data.Postgres;

/// <summary>
/// Which of PostgreSQL's errors are the machine's and pass: a server that is away, stopping, full, or no longer the primary.
/// </summary>
internal sealed class PostgresTrouble(TimeProvider time, ILogger<PostgresTrouble> logger) : DatabaseTrouble(time, logger)
{
    protected override bool IsPassing(Exception failure) => failure switch
    {
        PostgresException { SqlState: var state } => IsPassing(state),
        // No answer: the connection broke, none could be made, or none was free in time.
        NpgsqlException => true,
        _ => false,
    };

    private static bool IsPassing(string state) => state switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => true,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => true,
        // Connection exceptions, insufficient resources (a full disk, too many connections), operator intervention, system errors.
        _ => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal),
    };
}
