using System.Threading.Channels;

namespace Wristband.Platform.Background;

/// <summary>Wakes whoever works on rows of this kind as soon as one was written, so that nobody waits for the next round.</summary>
internal sealed class Signal<TRow>
{
    // One place is enough: a ring while the bell already rings adds nothing.
    private readonly Channel<bool> _bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Returns when it rings, or after this long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_bell.Reader.WaitToReadAsync(round.Token).AsTask(), Task.Delay(atMost, time, round.Token));
        _bell.Reader.TryRead(out _);
        await round.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
