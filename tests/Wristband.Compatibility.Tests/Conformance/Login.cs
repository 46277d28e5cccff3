using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.Compatibility.Tests.Replays;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Conformance;

/// <summary>One login as the suite does it: everything that was sent, and everything that came back.</summary>
internal sealed record Login(Wire Wire, Page Callback, string State, string Nonce, string AccessToken, string IdToken)
{
    public static async Task<Login> RunAsync(Wire wire, params (string Name, string? Value)[] changes)
    {
        var (state, nonce, verifier) = (Wire.Random(), Wire.Random(), Wire.Random());
        var url = wire.AuthorizeUrl([("state", state), ("nonce", nonce), ("code_challenge", Wire.Challenge(verifier)), .. changes]);
        var callback = await wire.Browser.GetAsync(url);
        if (callback.Document.QuerySelector("form#login") is not null)
        {
            callback = await wire.Browser.SubmitAsync(
                callback, "form#login", new Dictionary<string, string>
                {
                    ["email"] = wire.Person.Email,
                    ["password"] = wire.Person.Password
                });
        }
        var code = callback.Query("code").ShouldNotBeNull(callback.Url.ToString());
        var tokens = (await wire.ExchangeAsync(code, verifier)).Is(HttpStatusCode.OK);
        return new Login(wire, callback, state, nonce, tokens["access_token"].GetString()!, tokens["id_token"].GetString()!);
    }

    /// <summary>The ID token's claims, after signature, issuer, audience and times were checked against the published keys.</summary>
    public async Task<JsonElement> ValidIdTokenAsync()
    {
        var keys = new JsonWebKeySet((await Wire.GetAsync("/api/v1/oauth2/jwks")).Body);
        var now = Wire.Platform.Time.GetUtcNow().UtcDateTime;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(IdToken, new TokenValidationParameters
        {
            ValidIssuer = Wire.App.Base,
            ValidAudience = Wire.App.ClientId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKeys = keys.GetSigningKeys(),
            LifetimeValidator = (notBefore, expires, _, _) => (notBefore ?? now) <= now && now < expires,
        });
        result.Exception.ShouldBeNull();
        return Replays.Wire.Payload(IdToken);
    }

    public static string LeftHalfOfHash(string accessToken) =>
        System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
}
