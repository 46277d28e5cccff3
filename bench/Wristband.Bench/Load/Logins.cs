using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Wristband.Bench.Running;
using static System.Buffers.Text.Base64Url;

namespace Wristband.Bench.Load;

/// <summary>Whole logins over HTTP: authorize, the login page, password, code, tokens, userinfo.</summary>
internal sealed class Logins(
    Platform platform, ClientSettings client, HttpMessageInvoker network, bool tls = false, string application = SeedFile.Application)
{
    private const string Scopes = "openid offline_access email profile roles";
    private readonly string _application = $"{(tls ? "https" : "http")}://{platform.Host(application, tls: tls)}";

    public static Logins At(Platform platform) => new(platform, platform.Client("web"), Network.NewClient());

    /// <summary>At the application that signs with ES256.</summary>
    public static Logins AtElliptic(Platform platform) =>
        new(platform, platform.Client("web-elliptic"), Network.NewClient(), application: SeedFile.Elliptic);

    /// <summary>A whole login.</summary>
    public async Task<(Tokens Tokens, TimeSpan Took)> RunAsync(int tenant, int person)
    {
        var started = TimeProvider.System.GetTimestamp();
        var verifier = Random();
        var tokens = await ExchangeAsync(Code(await SignInAsync(tenant, person, verifier)), verifier);
        await UserInfoAsync(tokens.AccessToken);
        return (tokens, TimeProvider.System.GetElapsedTime(started));
    }

    /// <summary>
    /// Only what happens in the browser: authorize, the login page, the password. The answer is the callback with its code.
    /// </summary>
    public Task<Uri> SignInAsync(int tenant, int person) => SignInAsync(tenant, person, Random());

    private async Task<Uri> SignInAsync(int tenant, int person, string verifier)
    {
        var visitor = new Visitor(network);
        var page = await visitor.GetAsync(
            $"{(tls ? "https" : "http")}://{platform.Host(application, tenant, tls)}/api/v1/oauth2/authorize"
            + $"?client_id={client.ClientId}&response_type=code&redirect_uri={Uri.EscapeDataString(SeedFile.CallbackUrl)}"
            + $"&scope={Uri.EscapeDataString(Scopes)}&state={Random()}&nonce={Random()}"
            + $"&code_challenge={EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))}&code_challenge_method=S256");
        return (await visitor.SubmitAsync(
            page, SeedFile.CallbackUrl, ("email", SeedFile.Email(person)), ("password", SeedFile.Password))).Url;
    }

    /// <summary>Signs everybody of the first tenant in, a few at a time, until there are this many grants.</summary>
    public async Task<List<Tokens>> ManyAsync(int count, int people = 32)
    {
        var tokens = new Tokens[count];
        await Parallel.ForAsync(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, _) =>
                tokens[n] = (await RunAsync(0, n % people)).Tokens);
        return [.. tokens];
    }

    private async Task<Tokens> ExchangeAsync(string code, string verifier)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_application}/api/v1/oauth2/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = SeedFile.CallbackUrl,
                ["code_verifier"] = verifier,
            }),
        };
        request.Headers.TryAddWithoutValidation("Authorization", client.Basic);
        using var response = await network.SendAsync(request, CancellationToken.None);
        if (!response.IsSuccessStatusCode)
            throw new BenchException($"token: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<Tokens>())!;
    }

    private async Task UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_application}/api/v1/oauth2/userinfo");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + accessToken);
        using var response = await network.SendAsync(request, CancellationToken.None);
        if (!response.IsSuccessStatusCode)
            throw new BenchException($"userinfo: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private static string Code(Uri callback) =>
        callback.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("code=", StringComparison.Ordinal)) is { } code
        ? Uri.UnescapeDataString(code["code=".Length..])
        : throw new BenchException($"No code on {callback}.");

    private static string Random() => EncodeToString(RandomNumberGenerator.GetBytes(32));
}
