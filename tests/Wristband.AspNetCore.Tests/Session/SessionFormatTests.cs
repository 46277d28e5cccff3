using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Session.Format;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.Tests.Session;

/// <summary>What a session is before it is sealed: complete, small, and refused when it is not whole.</summary>
public class SessionFormatTests
{
    private const string Version1 =
        "0103230C7468652D696417186163636573735F746F6B656E1D0EC3A56363657373012F45410101371074656E616E742D310509090000";

    private static readonly SessionFormat Format = new(WristbandDefaults.SessionScheme);

    [Fact]
    public void Everything_that_the_frameworks_serializer_keeps_is_kept()
    {
        var ticket = Everything();

        var (ours, theirs) =
            (Format.Deserialize(Format.Serialize(ticket))!,
                TicketSerializer.Default.Deserialize(TicketSerializer.Default.Serialize(ticket))!);

        Describe(ours).ShouldBe(Describe(theirs));
        ours.AuthenticationScheme.ShouldBe(WristbandDefaults.SessionScheme);
        ours.Principal.Identities.First().Actor!.Name.ShouldBe("Deputy");
    }

    [Fact]
    public void A_session_takes_two_thirds_of_the_room_beside_its_tokens()
    {
        var ticket = Everything();
        var tokens = ticket.Properties.GetTokens().Sum(t => t.Value.Length);

        (Format.Serialize(ticket).Length - tokens).ShouldBeLessThan((TicketSerializer.Default.Serialize(ticket).Length - tokens) * 2 / 3);
    }

    // Cookies of the last release come back after an update
    [Fact]
    public void Bytes_of_version_1_can_be_read()
    {
        var ticket = Format.Deserialize(Convert.FromHexString(Version1))!;

        ticket.Properties.Items["wb.id"].ShouldBe("the-id");
        ticket.Properties.GetTokenValue("access_token").ShouldBe("åccess");
        ticket.Principal.FindFirst("tnt_id")!.Value.ShouldBe("tenant-1");
        Convert.ToHexString(Format.Serialize(ticket)).ShouldBe(Version1);
    }

    [Fact]
    public void What_is_cut_off_anywhere_is_no_session()
    {
        var whole = Format.Serialize(Everything());

        for (var length = 0; length < whole.Length; length++)
            Format.Deserialize(whole[..length]).ShouldBeNull($"{length} of {whole.Length} bytes");
    }

    [Theory]
    [InlineData("02")] // of another version
    [InlineData("01FFFFFFFFFF")] // a number without end
    [InlineData("0101FF7F")] // a word that there is not
    [InlineData("010101")] // a property without a name
    [InlineData("0101FEFF7F")] // a text longer than the bytes
    public void Other_bytes_are_no_session(string bytes) => Format.Deserialize(Convert.FromHexString(bytes)).ShouldBeNull();

    [Fact]
    public void Any_bytes_are_a_session_or_none_and_never_an_error()
    {
        var random = new Random(20);
        var whole = Format.Serialize(Everything());
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = whole.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Should.NotThrow(() => Format.Deserialize(bytes));
        }
    }

    [Fact]
    public void A_ticket_of_the_frameworks_own_format_is_no_session() =>
        Format.Deserialize(TicketSerializer.Default.Serialize(Everything())).ShouldBeNull();

    private static AuthenticationTicket Everything()
    {
        var now = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var tokens = new TokenSet(new string('a', 900), new string('r', 80), now.AddMinutes(30), now.AddMinutes(29));
        var properties = SessionTicket.Create(tokens, now, TimeSpan.FromHours(12), "platform-session").Properties;
        properties.Items["empty"] = "";
        properties.Items["nothing"] = null;
        var identity = new ClaimsIdentity("WristbandSession", WristbandClaims.Name, WristbandClaims.Role) { BootstrapContext = "context" };
        identity.AddClaim(new Claim("sub", "user-1"));
        identity.AddClaim(new Claim("name", "Zoë 木 🦊", ClaimValueTypes.String, "issuer", "first issuer"));
        identity.AddClaim(new Claim("email_verified", "true", ClaimValueTypes.Boolean));
        var role = new Claim(WristbandClaims.Role, "app:demo:owner");
        role.Properties["display_name"] = "Owner";
        identity.AddClaim(role);
        identity.Actor = new ClaimsIdentity([new Claim(ClaimTypes.Name, "Deputy")], "other");
        var second = new ClaimsIdentity([new Claim("x", new string('x', 300))]);
        return new AuthenticationTicket(new ClaimsPrincipal([identity, second]), properties, WristbandDefaults.SessionScheme);
    }

    private static string Describe(AuthenticationTicket ticket) => string.Join('\n',
        [.. ticket.Properties.Items.OrderBy(i => i.Key, StringComparer.Ordinal)
            .Select(i => $"{i.Key}={i.Value}"), .. ticket.Principal.Identities.Select(Describe)]);

    private static string Describe(ClaimsIdentity? identity) => identity is null ? "none" : string.Join('\n',
    [
        $"{identity.AuthenticationType} {identity.IsAuthenticated} {identity.Name} {identity.NameClaimType} " +
            $"{identity.RoleClaimType} {identity.BootstrapContext}",
        .. identity.Claims.Select(c => $"{c.Type} {c.Value} {c.ValueType} {c.Issuer} {c.OriginalIssuer} {string.Join(' ', c.Properties)}"),
        Describe(identity.Actor),
    ]);
}
