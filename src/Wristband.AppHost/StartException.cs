namespace Wristband.AppHost;

/// <summary>Something the person at the terminal can fix; the message says how.</summary>
internal sealed class StartException(string message) : Exception(message);
