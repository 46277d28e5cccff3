using System.Threading.Channels;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// The one connection that writes tokens. Work that arrives while a commit is on its way to the disk shares the next commit, so
/// throughput does not hang on the disk's latency, and an answer still leaves only after its own commit is durable.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostPerCommit = 256;
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _connectionString;
    private readonly WriteLock _writeLock;
    private readonly DatabaseTrouble _trouble;
    private readonly Lazy<Task> _loop;
    private SqliteWriteStatements? _statements;

    public SqliteWriter(string connectionString, WriteLock writeLock, DatabaseTrouble trouble)
    {
        (_connectionString, _writeLock, _trouble) = (connectionString, writeLock, trouble);
        _loop = new Lazy<Task>(Start);
    }

    /// <summary>Runs work inside a transaction and returns its result once that is on the disk.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteWriteStatements, T> work)
    {
        var queued = new Work<T>(work);
        _ = _loop.Value;
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(queued), this);
        return await queued.Result;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_loop.IsValueCreated) await _loop.Value;
    }

    // The loop is nobody's request: it would go on in the trace of the one that happened to come first.
    private Task Start()
    {
        using (ExecutionContext.SuppressFlow()) return Task.Run(CommitQueuedAsync);
    }

    private async Task CommitQueuedAsync()
    {
        var batch = new List<Work>(MostPerCommit);
        while (await _queue.Reader.WaitToReadAsync())
        {
            try
            {
                using var turn = await _writeLock.AcquireAsync(CancellationToken.None);
                Take(batch, MostPerCommit);
                if (TryCommit(batch) is { } failure) Recover(batch, failure);
            }
            catch (DatabaseUnavailableException unavailable)
            {
                Refuse(batch, unavailable);
            }
            foreach (var work in batch) work.Complete();
            batch.Clear();
        }
        _statements?.Dispose();
    }

    private void Take(List<Work> batch, int most)
    {
        while (batch.Count < most && _queue.Reader.TryRead(out var work)) batch.Add(work);
    }

    // One statement that fails must not take down the work of others that happened to share its commit. When the database takes no
    // writes at all, nobody else needs to find that out for himself.
    private void Recover(List<Work> batch, Exception failure)
    {
        if (_trouble.Explain(failure) is { } explained) Refuse(batch, explained);
        else if (batch.Count > 1) batch.ForEach(work => TryCommit([work]));
    }

    private void Refuse(List<Work> batch, Exception failure)
    {
        Take(batch, int.MaxValue);
        foreach (var work in batch) work.Fail(failure);
    }

    /// <summary>What went wrong; null when all of it is on the disk.</summary>
    private Exception? TryCommit(List<Work> batch)
    {
        try
        {
            _statements ??= new SqliteWriteStatements(_connectionString);
            _statements.Begin.Execute();
            foreach (var work in batch) work.Run(_statements);
            _statements.Commit.Execute();
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever went wrong belongs to the callers; the loop has to live on for the next ones.
            _statements?.TryRollback();
            foreach (var work in batch) work.Fail(failure);
            return failure;
        }
    }

    private abstract class Work
    {
        public abstract void Run(SqliteWriteStatements statements);

        public abstract void Fail(Exception failure);

        public abstract void Complete();
    }

    private sealed class Work<T>(Func<SqliteWriteStatements, T> work) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Exception? _failure;
        private T? _result;

        public Task<T> Result => _done.Task;

        public override void Run(SqliteWriteStatements statements) => (_result, _failure) = (work(statements), null);

        public override void Fail(Exception failure) => _failure = failure;

        public override void Complete()
        {
            if (_failure is null) _done.SetResult(_result!);
            else _done.SetException(_failure);
        }
    }
}
