using Wristband.Platform.Http;

namespace Wristband.Platform.Data;

/// <summary>The database takes no writes just now, so nobody is made to wait for it.</summary>
internal sealed class DatabaseUnavailableException(Exception? cause = null)
    : TooBusyException(ComesBack, "The database takes no writes at the moment.", cause)
{
    private static readonly TimeSpan ComesBack = TimeSpan.FromSeconds(5);
}
