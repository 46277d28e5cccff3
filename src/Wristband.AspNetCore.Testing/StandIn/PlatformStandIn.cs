namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>
/// The platform in the eyes of one configuration of an application: the issuer that its settings name, on the application's clock.
/// State is in <see cref="WristbandTestPlatform"/>, which several applications may share.
/// </summary>
internal sealed class PlatformStandIn(WristbandTestPlatform platform, WristbandOptions options, TimeProvider time)
{
    public const string ApplicationId = "app-under-test";
    public const string ApplicationHost = "localhost";
    public static readonly string[] AllScopes = ["openid", "offline_access", "email", "profile", "phone", "roles"];
    private const string Placeholder = "{tenant_name}";

    public WristbandTestPlatform Platform => platform;

    public WristbandOptions Options => options;

    public TimeProvider Time => time;

    public Tokens Tokens => new(platform, Options, Issuer, time);

    /// <summary>The vanity domain with its scheme: what the SDK takes for the issuer.</summary>
    public string Issuer => (Options.ApplicationVanityDomain.Contains("://", StringComparison.Ordinal) ? "" : "https://")
        + Options.ApplicationVanityDomain.ToLowerInvariant();

    public string? RootDomain => platform.TenantRootDomain ?? Options.ParseTenantFromRootDomain;

    public string LoginUrl => Options.LoginUrl ?? OnApplication("login");

    public string RedirectUri => Options.RedirectUri ?? OnApplication("callback");

    /// <summary>Where a browser of this user finds the application.</summary>
    public Uri ApplicationFor(TestUser user) => new(new Uri(Expand(RedirectUri, user)).GetLeftPart(UriPartial.Authority));

    public static string Expand(string url, TestUser user) => url.Replace(Placeholder, user.Tenant, StringComparison.Ordinal);

    private string OnApplication(string endpoint) =>
        $"https://{(RootDomain is { } root ? $"{Placeholder}.{root}" : ApplicationHost)}{Options.AuthPath}/{endpoint}";
}
