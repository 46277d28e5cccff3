using Wristband.Compatibility.Tests.Running;

[assembly: AssemblyFixture(typeof(Guests))]

namespace Wristband.Compatibility.Tests.Running;

/// <summary>All guests on one platform, for all tests of this assembly; nothing they do disturbs another one.</summary>
public sealed class Guests : IAsyncDisposable
{
    internal static readonly GuestApp Express2 = GuestApp.Express("2");
    internal static readonly GuestApp Express3 = GuestApp.Express("3");
    internal static readonly GuestApp OpenIdClient = GuestApp.RelyingParty("openidclient", "openid-client.mjs");
    internal static readonly GuestApp Oauth4WebApi = GuestApp.RelyingParty("oauth4webapi", "oauth4webapi.mjs");
    internal static readonly GuestApp ExpressOpenIdConnect = GuestApp.RelyingParty("expressoidc", "express-openid-connect.mjs");
    internal static readonly GuestApp AspNetCore = GuestApp.RelyingParty("aspnetcore", null);

    private readonly Lazy<Task<(DevelopmentCertificate, TlsPlatform)>> _started = new(StartAllAsync);

    internal TlsPlatform Platform { get; private set; } = null!;

    internal DevelopmentCertificate Certificate { get; private set; } = null!;

    /// <summary>Starts everything for the first test that needs it; the others wait.</summary>
    public async ValueTask StartAsync() => (Certificate, Platform) = await _started.Value;

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await _started.Value).Item2.DisposeAsync();
    }

    private static async Task<(DevelopmentCertificate, TlsPlatform)> StartAllAsync()
    {
        await NodePackages.InstallAsync();
        var certificate = await DevelopmentCertificate.ExportAsync(NodePackages.Folder);
        return (certificate, await TlsPlatform.StartAsync(certificate, Express2, Express3, OpenIdClient, Oauth4WebApi, ExpressOpenIdConnect, AspNetCore));
    }
}
