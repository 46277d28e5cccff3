using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Replicas;

/// <summary>
/// People who sign in and click on, while something happens to the servers. What they are told is written down: a page, "come back"
/// with a time, or something that nobody should be told.
/// </summary>
internal sealed class People : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly List<Task> _walking;
    private long _lastTrouble;
    private int _pages;
    private int _logins;
    private int _busy;
    private int _cut;

    private People(Cluster cluster, int many)
    {
        _cluster = cluster;
        _walking = [.. Enumerable.Range(0, many).Select(number => Task.Run(() => WalkAsync(Cluster.EmailOf(number))))];
    }

    /// <summary>
    /// Answers that were neither a page nor a 503 with the time to come back, and signed-in people who were not any more.
    /// </summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    public int Pages => Volatile.Read(ref _pages);

    public int Logins => Volatile.Read(ref _logins);

    /// <summary>How often somebody was told to come back.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <summary>How often a connection ended in the middle of an answer: who is killed says no more.</summary>
    public int Cut => Volatile.Read(ref _cut);

    /// <summary>When somebody was told so last.</summary>
    public long LastTrouble => Volatile.Read(ref _lastTrouble);

    public static async Task<People> StartAsync(Cluster cluster, int many)
    {
        var people = new People(cluster, many);
        await people.UntilAsync(() => people.Logins >= many);
        return people;
    }

    /// <summary>Waits until they have seen so much more without any trouble.</summary>
    public async Task SeeMoreAsync(int pages, int logins)
    {
        var (pagesBefore, loginsBefore) = (Pages, Logins);
        await UntilAsync(() => Pages >= pagesBefore + pages && Logins >= loginsBefore + logins);
    }

    /// <summary>Waits until somebody was told what nobody should be told.</summary>
    public Task SeeWrongAsync() => UntilAsync(() => !_wrong.IsEmpty);

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_walking);
        _enough.Dispose();
    }

    private async Task WalkAsync(string email)
    {
        try
        {
            while (!_enough.IsCancellationRequested)
            {
                var browser = _cluster.NewBrowser();
                await SignInAsync(browser, email);
                for (var click = 0; click < 12 && !_enough.IsCancellationRequested; click++)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, _enough.Token);
                    var page = await AskAsync(() => browser.GetAsync(_cluster.DemoUrl + "/notes"));
                    if (page is null) continue;
                    if (page.Document.QuerySelector("#login") is not null) _wrong.Enqueue("somebody was signed out");
                    Interlocked.Increment(ref _pages);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    private async Task SignInAsync(Browser browser, string email)
    {
        while (true)
        {
            var form = await AskAsync(() => browser.GetAsync(_cluster.DemoUrl + "/api/auth/login?tenant_name=acme"));
            if (form?.Document.QuerySelector("#login") is null)
            {
                // A first answer may have been lost on the way, and the person is in.
                if (form?.Text.Contains("You are signed in to acme", StringComparison.Ordinal) == true) return;
                continue;
            }
            var page = await AskAsync(() => browser.SubmitAsync(form, "#login", new Dictionary<string, string>
            {
                ["email"] = email,
                ["password"] = "opensesame-6002",
            }));
            if (page?.Text.Contains("You are signed in to acme", StringComparison.Ordinal) != true) continue;
            Interlocked.Increment(ref _logins);
            return;
        }
    }

    /// <summary>Null when the person was told to come back.</summary>
    private async Task<Page?> AskAsync(Func<Task<Page>> ask)
    {
        _enough.Token.ThrowIfCancellationRequested();
        try
        {
            var page = await ask();
            if (page.Status == HttpStatusCode.OK) return page;
            var saysWhen = page.Response.Headers.RetryAfter is not null;
            if (page.Status == HttpStatusCode.ServiceUnavailable && saysWhen) Interlocked.Increment(ref _busy);
            else _wrong.Enqueue($"{(int)page.Status} from {page.Response.RequestMessage?.RequestUri}");
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _cut);
        }
        Volatile.Write(ref _lastTrouble, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, _enough.Token);
        return null;
    }

    private static async Task WaitAsync(CancellationToken cancellationToken) =>
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);

    private async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!holds())
        {
            if (patience.IsCancellationRequested)
            {
                throw new InvalidOperationException(
                    $"{Pages} pages, {Logins} logins, {Busy} refusals, then nothing. {string.Join('\n', _wrong.Take(5))}");
            }
            await WaitAsync(CancellationToken.None);
        }
    }
}
