namespace Wristband.EndToEnd.Tests.Crashes;

/// <summary>Counts the browser's requests and, during the chosen one, kills the platform and starts it again.</summary>
internal sealed class KillSwitch(HttpMessageHandler network, Func<Task> killAndRestart) : DelegatingHandler(network)
{
    private int _request;
    private int _killAt = -1;
    private TimeSpan _after;

    public bool Fired { get; private set; }

    /// <summary>Arms the switch: from now on, kill during this request (counted from zero), so long after it was sent.</summary>
    public void Arm(int request, TimeSpan after) => (_request, _killAt, _after, Fired) = (0, request, after, false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_request++ != _killAt) return await base.SendAsync(request, cancellationToken);
        Fired = true;
        var underway = base.SendAsync(request, cancellationToken);
        await Task.WhenAny(underway, Task.Delay(_after, TimeProvider.System, cancellationToken));
        await killAndRestart();
        return await underway;
    }
}
