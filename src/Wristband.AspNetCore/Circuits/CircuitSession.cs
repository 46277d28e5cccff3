using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Circuits;

/// <summary>
/// The session behind one circuit. It never renews a token itself: the new refresh token could not reach the browser's cookie, and the
/// browser's next request would lose the session. The browser is asked to make a request instead, which renews as always.
/// </summary>
internal sealed class CircuitSession(
    IServiceProvider services, IJSRuntime browser, NavigationManager navigation, TimeProvider time) : IDisposable
{
    /// <summary>As often as requests write a session in use again.</summary>
    private static readonly TimeSpan TellOfUseAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private SessionHandle? _reference;
    // The configuration's, which ends with the application.
#pragma warning disable CA2213
    private LiveSessions? _sessions;
#pragma warning restore CA2213
    private LiveSession? _open;
    private Task? _question;
    private DateTimeOffset _noQuestionBefore;

    /// <summary>The session has ended; called on any thread.</summary>
    public event Action? Ended;

    /// <summary>From now on <see cref="Ended"/> tells when the session that this user came with ends.</summary>
    public void Follow(SessionHandle? reference) => OpenOf(reference);

    /// <summary>Whether the session that this user came with is over; false for users of other schemes.</summary>
    public async Task<bool> IsOverAsync(SessionHandle? reference) =>
        OpenOf(reference) is { } session && await _sessions!.IsOverAsync(session);

    public async Task<string?> TokenAsync(SessionHandle? reference, CancellationToken cancellationToken)
    {
        if (OpenOf(reference) is not { } session || await _sessions!.IsOverAsync(session)) return null;
        if (IsDue(session))
        {
            await AskBrowser().WaitAsync(cancellationToken);
            // Still due: the request may have reached another replica.
            if (IsDue(session)) await _sessions.ReadAsync(session).WaitAsync(cancellationToken);
        }
        var ticket = session.Ticket;
        if (_sessions.IsOverHere(session)) return null;
        return time.GetUtcNow() < ticket.AccessTokenExpires || Part<WristbandOptions>().AllowSessionPastAccessToken
            ? ticket.AccessToken
            : null;
    }

    /// <summary>
    /// A person did something in the page: that is use of the session, and the session has to hear of it before it idles out.
    /// </summary>
    public Task UsedAsync() =>
        _open is { } session && time.GetUtcNow() - session.Seen >= TellOfUseAfter && !_sessions!.IsOverHere(session)
            ? AskBrowser()
            : Task.CompletedTask;

    public void Dispose()
    {
        if (_open is { } session) _sessions!.Close(session, OnEnded);
        _open = null;
    }

    private void OnEnded() => Ended?.Invoke();

    private bool IsDue(LiveSession session) => time.GetUtcNow() >= session.Ticket.RefreshDue && session.Ticket.RefreshToken is not null;

    private LiveSession? OpenOf(SessionHandle? reference)
    {
        if (reference is null) return null;
        lock (_gate)
        {
            if (ReferenceEquals(reference, _reference)) return _open;
            Dispose();
            _reference = reference;
            _sessions = Part<LiveSessions>();
            return _open = _sessions.Open(reference, OnEnded);
        }
    }

    private Task AskBrowser()
    {
        lock (_gate)
        {
            if (_question is { IsCompleted: false }) return _question;
            if (time.GetUtcNow() < _noQuestionBefore) return Task.CompletedTask;
            _noQuestionBefore = time.GetUtcNow() + BetweenQuestions;
            return _question = FetchAsync();
        }
    }

    /// <summary>
    /// The page calls the session endpoint: cookies go with it, the token is renewed when due, the new cookie lands in the browser.
    /// </summary>
    private async Task FetchAsync()
    {
        var address = new Uri(new Uri(navigation.BaseUri), Part<WristbandOptions>().AuthPath.TrimStart('/') + "/session");
        using var deadline = new CancellationTokenSource(Patience, time);
        try
        {
            await browser.InvokeVoidAsync("fetch", deadline.Token, address.AbsoluteUri);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // The browser is offline, gone, or not yet there (prerendering). The token at hand goes on as long as it lives.
        }
    }

    private T Part<T>() where T : notnull =>
        services.GetRequiredKeyedService<SchemeServices>(_reference!.Names.Name).GetRequiredService<T>();
}
