namespace Wristband.Platform.Startup;

/// <summary>
/// The platform must not start like this. The message has an id and says what to do; a stack would tell an operator nothing.
/// </summary>
internal sealed class RefusedStartException(string message, Exception? cause = null) : InvalidOperationException(message, cause);
