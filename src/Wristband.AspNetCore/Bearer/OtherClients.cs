using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Bearer;

/// <summary>
/// The clients of this process's other configurations. Issuer and audience keep applications apart; two clients of one application have
/// those in common, and may be here to keep two kinds of callers apart (S-92).
/// </summary>
internal sealed class OtherClients(SchemeNames names, ApplicationServices application)
{
    private readonly Lazy<string[]> _ids = new(() =>
        [.. application.Provider.GetServices<SchemeNames>().Where(n => n != names).Select(n => application.Provider.GetRequiredKeyedService<WristbandOptions>(n.Name).ClientId)]);

    public bool Include(string? client) => client is not null && _ids.Value.Contains(client);
}
