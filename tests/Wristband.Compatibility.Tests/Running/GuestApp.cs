using System.Globalization;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Running;

/// <summary>Somebody else's code as an application of our platform: a script of this project's apps folder, or the test itself.</summary>
internal sealed record GuestApp(string Name, string? Script, string LoginPath, string CallbackPath, bool ReadsMetadata)
{
    private int Port { get; } = LoopbackNetwork.FreePort();

    public string Url => $"http://localhost:{Port}";

    public static GuestApp Express(string generation) =>
        new("express" + generation, $"express-auth-{generation}.mjs", "/api/auth/login", "/api/auth/callback", ReadsMetadata: false);

    public static GuestApp RelyingParty(string name, string? script) => new(name, script, "/login", "/callback", ReadsMetadata: true);

    /// <summary>
    /// How this application is started for a platform. A Wristband application learns about it from three variables; a relying party
    /// that knows only OpenID Connect is told the issuer and the metadata's address as well.
    /// </summary>
    public Launch At(TlsPlatform platform, string node)
    {
        var (clientId, clientSecret) = platform.Client(this);
        var environment = new Dictionary<string, string>
        {
            ["APPLICATION_VANITY_DOMAIN"] = platform.Authority(this),
            ["CLIENT_ID"] = clientId,
            ["CLIENT_SECRET"] = clientSecret,
            ["PORT"] = Port.ToString(CultureInfo.InvariantCulture),
            ["NODE_EXTRA_CA_CERTS"] = platform.CertificateFile,
            ["NODE_OPTIONS"] = "--require ./resolve-localhost.cjs",
        };
        if (ReadsMetadata)
        {
            environment["ISSUER"] = platform.Issuer(this);
            environment["METADATA_URL"] = platform.TenantUrl(this, "acme") + "/.well-known/openid-configuration";
        }
        return new Launch(node, [Script!], NodePackages.Folder, environment);
    }
}
