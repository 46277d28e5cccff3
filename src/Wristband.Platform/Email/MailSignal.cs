using System.Threading.Channels;

namespace Wristband.Platform.Email;

/// <summary>Wakes the delivery as soon as a mail was written, so that nobody waits for the next round.</summary>
internal sealed class MailSignal
{
    // One place is enough: a ring while the bell already rings adds nothing.
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _bell.Reader.ReadAsync(cancellationToken);
}
