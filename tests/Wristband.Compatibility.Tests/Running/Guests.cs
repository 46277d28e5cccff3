using Wristband.Compatibility.Tests.Running;
using Wristband.TestSupport;

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
    /// <summary>Registered, and started by the test that moves it from one platform to another.</summary>
    internal static readonly GuestApp Moving = GuestApp.Express("3") with { Name = "moving" };
    internal static readonly GuestApp AspNetCore = GuestApp.RelyingParty("aspnetcore", null);
    private static readonly GuestApp[] Scripts = [Express2, Express3, OpenIdClient, Oauth4WebApi, ExpressOpenIdConnect];

    private readonly Lazy<Task> _started;
    private readonly List<ChildProcess> _apps = [];

    public Guests() => _started = new Lazy<Task>(StartAllAsync);

    internal TlsPlatform Platform { get; private set; } = null!;

    internal DevelopmentCertificate Certificate { get; private set; } = null!;

    internal string Node { get; private set; } = null!;

    /// <summary>Starts everything for the first test that needs it; the others wait.</summary>
    public async ValueTask StartAsync() => await _started.Value;

    /// <summary>Starts an application, for one of the platforms that know it.</summary>
    internal async Task<ChildProcess> RunAsync(GuestApp app, TlsPlatform platform) =>
        await ChildProcess.StartAsync(app.At(platform, Node), app.Url);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps) await app.DisposeAsync();
        if (Platform is not null) await Platform.DisposeAsync();
    }

    private async Task StartAllAsync()
    {
        Node = await NodeRuntime.FindAsync();
        await NodePackages.InstallAsync();
        Certificate = await DevelopmentCertificate.ExportAsync(NodePackages.Folder);
        Platform = await TlsPlatform.StartAsync(Certificate, [.. Scripts, AspNetCore, Moving]);
        _apps.AddRange(await Task.WhenAll(Scripts.Select(app => RunAsync(app, Platform))));
    }
}
