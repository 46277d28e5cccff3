namespace Wristband.Platform.Data.Postgres;

/// <summary>Settings under Platform:Postgres. What a connection string can say is said there.</summary>
internal sealed class PostgresOptions
{
    /// <summary>
    /// There is a pooler such as PgBouncer in transaction mode in front: nothing is prepared on a connection, because the next transaction
    /// may get another one.
    /// </summary>
    public bool TransactionPooling { get; set; }
}
