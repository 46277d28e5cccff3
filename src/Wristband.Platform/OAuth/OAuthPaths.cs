using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth;

/// <summary>Where the protocol lives; every path once.</summary>
internal static class OAuthPaths
{
    public const string Authorize = WaitingRequests.AuthorizePath;
    public const string Token = "/api/v1/oauth2/token";
    public const string UserInfo = "/api/v1/oauth2/userinfo";
    public const string Revoke = "/api/v1/oauth2/revoke";
    public const string Jwks = "/api/v1/oauth2/jwks";
    public const string Logout = "/api/v1/logout";
    public const string Discovery = "/.well-known/openid-configuration";
}
