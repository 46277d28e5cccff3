namespace Wristband.Platform.Http;

/// <summary>Work that was refused because the machine has enough of it; answered with 503 and Retry-After.</summary>
internal class TooBusyException(TimeSpan retryAfter, string message = "Too much work is waiting.", Exception? cause = null)
    : Exception(message, cause)
{
    public TimeSpan RetryAfter => retryAfter;
}
