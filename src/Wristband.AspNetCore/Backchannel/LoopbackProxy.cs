using System.Net;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>The machine's configured proxy, except for names that never leave the machine: no proxy could reach them.</summary>
internal sealed class LoopbackProxy : IWebProxy
{
    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => LoopbackNames.Contains(host.Host) || HttpClient.DefaultProxy.IsBypassed(host);
}
