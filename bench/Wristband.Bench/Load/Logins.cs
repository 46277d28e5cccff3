using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Wristband.Bench.Running;
using static System.Buffers.Text.Base64Url;

namespace Wristband.Bench.Load;

/// <summary>Whole logins over HTTP: authorize, the login page, password, code, tokens, userinfo.</summary>
internal sealed class Logins(Platform platform)
{
    private const string Scopes = "openid offline_access email profile roles";
    private readonly HttpMessageInvoker _network = Network.NewClient();
    private readonly ClientSettings _client = platform.Client("web");

    public async Task<(Tokens Tokens, LoginTimes Times)> RunAsync(int tenant, int person)
    {
        var started = TimeProvider.System.GetTimestamp();
        var visitor = new Visitor(_network);
        var verifier = Random();
        var page = await visitor.GetAsync($"http://{platform.TenantHost(tenant)}/api/v1/oauth2/authorize?client_id={_client.ClientId}&response_type=code"
            + $"&redirect_uri={Uri.EscapeDataString(SeedFile.CallbackUrl)}&scope={Uri.EscapeDataString(Scopes)}&state={Random()}&nonce={Random()}"
            + $"&code_challenge={EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))}&code_challenge_method=S256");
        var posting = TimeProvider.System.GetTimestamp();
        var callback = await visitor.SubmitAsync(page, SeedFile.CallbackUrl, ("email", SeedFile.Email(person)), ("password", SeedFile.Password));
        var posted = TimeProvider.System.GetElapsedTime(posting);
        var tokens = await ExchangeAsync(Code(callback.Url), verifier);
        await UserInfoAsync(tokens.AccessToken);
        return (tokens, new LoginTimes(TimeProvider.System.GetElapsedTime(started), posted));
    }

    /// <summary>Signs everybody of the first tenant in, a few at a time, until there are this many grants.</summary>
    public async Task<List<Tokens>> ManyAsync(int count, int people = 32)
    {
        var tokens = new Tokens[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, _) => tokens[n] = (await RunAsync(0, n % people)).Tokens);
        return [.. tokens];
    }

    private async Task<Tokens> ExchangeAsync(string code, string verifier)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{platform.ApplicationHost}/api/v1/oauth2/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = SeedFile.CallbackUrl,
                ["code_verifier"] = verifier,
            }),
        };
        request.Headers.TryAddWithoutValidation("Authorization", _client.Basic);
        using var response = await _network.SendAsync(request, CancellationToken.None);
        if (!response.IsSuccessStatusCode) throw new BenchException($"token: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<Tokens>())!;
    }

    private async Task UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{platform.ApplicationHost}/api/v1/oauth2/userinfo");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + accessToken);
        using var response = await _network.SendAsync(request, CancellationToken.None);
        if (!response.IsSuccessStatusCode) throw new BenchException($"userinfo: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private static string Code(Uri callback) => callback.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("code=", StringComparison.Ordinal)) is { } code
        ? Uri.UnescapeDataString(code["code=".Length..])
        : throw new BenchException($"No code on {callback}.");

    private static string Random() => EncodeToString(RandomNumberGenerator.GetBytes(32));
}
