using System.Security.Cryptography.X509Certificates;
using Wristband.Bench.Load;
using Wristband.Bench.Results;
using Wristband.Bench.Running;
using Wristband.TestSupport;

namespace Wristband.Bench.Rows;

/// <summary>Protected endpoints of applications: the SDK against the bare framework and against Express with the official SDKs.</summary>
internal sealed class Requests(Workspace workspace, Platform platform, Paired paired, string sdkUrl, int expressPort, string certificate)
{
    private const string Expected = "Hello World!";
    private readonly HttpMessageInvoker _network = Network.NewClient(X509CertificateLoader.LoadCertificateFromFile(certificate));

    public async Task<Result> AgainstBareAsync()
    {
        var bareUrl = $"http://localhost:{LoopbackNetwork.FreePort()}";
        await using var sdk = await Apps.SdkAsync(workspace, platform, sdkUrl);
        await using var bare = await Apps.BareAsync(workspace, bareUrl);
        var (ours, theirs) =
            (Session("SDK", sdkUrl, await SignInAsync(sdkUrl, "tenant_name")), Session("bare", bareUrl, await BareSignInAsync(bareUrl)));
        var (left, right) = await paired.RunAsync(() => Task.FromResult(ours), () => Task.FromResult(theirs));
        return Result.Against("session-request-bare", left, right, "ASP.NET Core cookie authentication", "requests/s",
            $"GET with session cookie, {Length(ours)} and {Length(theirs)} bytes; {paired.Conditions}");
    }

    public async Task<Result> AgainstExpressAsync()
    {
        await using var sdk = await Apps.SdkAsync(workspace, platform, sdkUrl);
        await using var express = await Apps.ExpressAsync(workspace, platform, "express-session.mjs", expressPort, certificate);
        var expressUrl = $"http://localhost:{expressPort}";
        var (ours, theirs) =
            (Session("SDK", sdkUrl, await SignInAsync(sdkUrl, "tenant_name")),
                Session("Express", expressUrl, await SignInAsync(expressUrl, "tenant_domain")));
        var (left, right) = await paired.RunAsync(() => Task.FromResult(ours), () => Task.FromResult(theirs));
        return Result.Against(
            "session-request-express", left, right, "Express with @wristband/express-auth 3 and iron-session", "requests/s",
            $"GET with session cookie, {Length(ours)} and {Length(theirs)} bytes; the Express README's middleware saves the session on " +
                $"each request, ours every 5 minutes; one Node process; {paired.Conditions}");
    }

    public async Task<Result> BearerAgainstExpressAsync()
    {
        await using var sdk = await Apps.SdkAsync(workspace, platform, sdkUrl);
        await using var express = await Apps.ExpressAsync(workspace, platform, "express-jwt.mjs", expressPort, certificate);
        var ours = Bearer("SDK", sdkUrl, (await Logins.At(platform).RunAsync(0, 0)).Tokens);
        var overTls = new Logins(platform, platform.Client("web"), _network, tls: true);
        var theirs = Bearer("Express", $"http://localhost:{expressPort}", (await overTls.RunAsync(0, 0)).Tokens);
        var (left, right) = await paired.RunAsync(() => Task.FromResult(ours), () => Task.FromResult(theirs));
        return Result.Against("jwt-request-express", left, right, "Express with @wristband/typescript-jwt", "requests/s",
            $"GET with an RS256 access token, verified on each request; one Node process; {paired.Conditions}");
    }

    private async Task<string> SignInAsync(string appUrl, string tenantParameter)
    {
        var visitor = new Visitor(_network);
        var page = await visitor.GetAsync(
            $"{appUrl}/api/auth/login?{tenantParameter}={SeedFile.TenantName(0)}&return_url={appUrl}/api/session-hello");
        var (_, body) = await visitor.SubmitAsync(page, null, ("email", SeedFile.Email(0)), ("password", SeedFile.Password));
        return body.Contains(Expected, StringComparison.Ordinal)
            ? visitor.CookiesOf(appUrl)
            : throw new BenchException($"Not signed in at {appUrl}: {body}");
    }

    /// <summary>The bare application keeps the same tokens and claims as the SDK would.</summary>
    private async Task<string> BareSignInAsync(string url)
    {
        var (tokens, _) = await Logins.At(platform).RunAsync(0, 0);
        using var request = new HttpRequestMessage(HttpMethod.Post, url + "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["sub"] = new string('s', 26),
                ["tnt_id"] = new string('t', 26),
                ["tnt_name"] = SeedFile.TenantName(0),
                ["idp_name"] = "wristband",
                ["email"] = SeedFile.Email(0),
                ["access_token"] = tokens.AccessToken,
                ["refresh_token"] = tokens.RefreshToken,
            }),
        };
        using var response = await _network.SendAsync(request, CancellationToken.None);
        return string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(line => line.Split(';')[0]));
    }

    private static Target Session(string who, string url, string cookie) =>
        Get($"session request at {who}", url, "/api/session-hello", ("BENCH_COOKIE", cookie));

    private static Target Bearer(string who, string url, Tokens tokens) =>
        Get($"bearer request at {who}", url, "/api/jwt-hello", ("BENCH_AUTHORIZATION", "Bearer " + tokens.AccessToken));

    private static Target Get(string name, string url, string path, (string Name, string Value) credential)
    {
        var address = new Uri(url);
        return new Target(name, address.Port, path, "get.lua", new Dictionary<string, string>
        {
            ["BENCH_HOST"] = address.Authority,
            ["BENCH_EXPECTED"] = Expected,
            [credential.Name] = credential.Value,
        });
    }

    private static int Length(Target target) => target.Variables["BENCH_COOKIE"].Length;
}
