using System.Text;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Soak;

/// <summary>Seeded: the same three thousand hostile requests per endpoint in every run (D-40, D-44, D-54, G-02).</summary>
[Collection(Alone.Name)]
public class FuzzTests
{
    private const int Requests = 3000;

    private static readonly string[] Names =
        ["tenant_name", "tenant_custom_domain", "return_url", "login_hint", "idp_hint", "state", "code", "error", "error_description",
            "iss", "restart", "redirect_url", "x"];

    private static readonly string[] Values =
    [
        "", "acme", "evil.example", "//evil.example", "https://evil.example/", "https:\\\\evil.example", "javascript:alert(1)", "/ok", "\0",
        "\r\nX: y", "%", "%zz",
        "%2f%2fevil.example", "<script>alert(1)</script>", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u212a", "\u202e", "'\"--",
        "{tenant_name}", "../..", "a@b",
        "login_required", new string('a', 600), new string('é', 300),
    ];

    [Theory]
    [InlineData("login")]
    [InlineData("callback")]
    [InlineData("logout")]
    [InlineData("session")]
    [InlineData("token")]
    public async Task No_query_or_cookie_makes_an_error_or_leads_away(string endpoint)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(new Uri(SdkWorld.App))!;
        var random = new Random(20260115);

        await Alone.ShouldStayFlatAsync(Requests, async _ =>
        {
            var path = $"/api/auth/{endpoint}?{Query(random)}";
            var sent = random.Next(3) switch
            {
                0 => "",
                1 => cookies.Replace('A', 'B'),
                _ => $"{Text(random)}={Text(random)}; __Host-login.x=1; {cookies}",
            };
            using var response = await world.SendRawAsync(
                HttpMethod.Get, path, ("Cookie", sent), ("Accept", random.Next(2) == 0 ? "text/html" : "*/*"));

            ((int)response.StatusCode).ShouldBeLessThan(500, path);
            var location = response.Headers.Location;
            if (location is { IsAbsoluteUri: true })
                location.Host.ShouldMatch("^(app|demo\\.platform|[a-z0-9-]+-demo\\.platform)\\.test$", path);
            else location?.OriginalString.ShouldMatch("^/(?![/\\\\])", path);
            (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script", Case.Insensitive, path);
            NoLineBreaksOut(logs);
        });
        world.Platform.Calls("token.code").ShouldBe(1);
    }

    /// <summary>G-13: what somebody sent is one short line in the log, and cannot pass for another line.</summary>
    private static void NoLineBreaksOut(CollectedLogs logs)
    {
        while (logs.Lines.TryDequeue(out var line))
        {
            if (!line.Text.StartsWith("WB1", StringComparison.Ordinal)) continue;
            line.Text.Any(c => char.IsControl(c) || c is '\u202e' or '\u2028' or '\u2029').ShouldBeFalse(line.Text);
            line.Text.Length.ShouldBeLessThan(2000, line.Text);
        }
    }

    private static string Query(Random random)
    {
        var query = new StringBuilder();
        for (var i = random.Next(6); i >= 0; i--)
        {
            var value = Values[random.Next(Values.Length)];
            query.Append(Names[random.Next(Names.Length)]).Append('=')
                .Append(random.Next(4) == 0 ? Uri.EscapeDataString(value) : Raw(value))
                .Append('&');
        }
        return query.ToString();
    }

    /// <summary>As a careless client would send it: only what would break the request line is encoded.</summary>
    private static string Raw(string value) =>
        string.Concat(
            value.Select(c => c is > ' ' and < '\u007f' and not ('#' or '&') ? c.ToString() : Uri.EscapeDataString(c.ToString())));

    private static string Text(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next('!', '~')).Where(c => c is not (';' or ',' or '='))]);
}
