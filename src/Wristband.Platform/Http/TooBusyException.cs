namespace Wristband.Platform.Http;

/// <summary>Work that was refused because the machine has enough of it; answered with 503 and Retry-After.</summary>
internal sealed class TooBusyException(TimeSpan retryAfter) : Exception("Too much work is waiting.")
{
    public TimeSpan RetryAfter => retryAfter;
}
