using System.Security.Cryptography.X509Certificates;
using Wristband.TestSupport;

namespace Wristband.Bench.Running;

/// <summary>Real sockets to this machine only.</summary>
internal static class Network
{
    /// <summary>A client that trusts this certificate besides the ones that everybody trusts.</summary>
    public static HttpMessageInvoker NewClient(X509Certificate2? trusted = null) => new(LoopbackNetwork.Handler(trusted));
}
