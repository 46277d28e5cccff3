using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Bearer;

/// <summary>The framework's JwtBearer, set up for the platform's access tokens and for nothing else.</summary>
internal sealed class BearerScheme(
    WristbandOptions options,
    SchemeNames names,
    PlatformAddress platform,
    BearerRequest request,
    AllowedClients clients,
    TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public void Configure(JwtBearerOptions bearer)
    {
        bearer.MapInboundClaims = false;
        bearer.SaveToken = true;
        bearer.IncludeErrorDetails = false;
        bearer.TokenHandlers.Clear();
        bearer.TokenHandlers.Add(
            new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = BearerRequest.MaxTokenLength });
        bearer.TokenValidationParameters = Parameters();
        bearer.Events = new JwtBearerEvents
        {
            OnMessageReceived = request.ReceiveAsync,
            OnTokenValidated = CheckClient,
            OnAuthenticationFailed = request.FailedAsync,
            OnChallenge = request.ChallengeAsync,
            OnForbidden = BearerRequest.ForbidAsync,
        };
    }

    private TokenValidationParameters Parameters() => new()
    {
        AuthenticationType = names.Jwt,
        NameClaimType = WristbandClaims.UserId,
        RoleClaimType = WristbandClaims.Role,
        ValidIssuer = platform.Issuer,
        ValidAlgorithms = KeySet.Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = false,
        IssuerSigningKeyResolver = (_, _, kid, _) => request.KeyOf(kid) is { } key ? [key] : [],
        TryAllIssuerSigningKeys = false,
        TypeValidator = (type, _, _) => "at+jwt".Equals(type, StringComparison.OrdinalIgnoreCase)
            ? type
            : throw new SecurityTokenInvalidTypeException("Not an access token."),
        AudienceValidator = (audiences, token, _) => IsForUs([.. audiences ?? []], token),
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
    };

    /// <summary>
    /// What binds a token to the application is its issuer; hosted tokens name no audience at all. A named one has to say the same: the
    /// application's id, for which the token's own word counts, once the issuer is ours; or that issuer, as this product's platform wrote
    /// before. Anything else is somebody else's name, unless it was configured (S-81).
    /// </summary>
    private bool IsForUs(string[] audiences, SecurityToken token) =>
        audiences.Length == 0
        || audiences.Any(a => a == platform.Issuer || options.Audiences.Contains(a) || a == ApplicationOf(token));

    private string? ApplicationOf(SecurityToken token) =>
        token is JsonWebToken jwt && jwt.Issuer == platform.Issuer
        && jwt.TryGetPayloadValue<object>(WristbandClaims.ApplicationId, out var value) && value is string { Length: > 0 } id ? id : null;

    private Task CheckClient(TokenValidatedContext context)
    {
        if (!clients.Include(context.Principal?.FindFirst("client_id")?.Value))
            context.Fail(new SecurityTokenValidationException("The token was issued to another client."));
        else if (context.Principal?.Identity is ClaimsIdentity identity)
            TokenRoles.Map(identity);
        return Task.CompletedTask;
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } begin || begin <= now + Skew);
    }
}
