using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore;

/// <summary>
/// The SDK's settings, bound from the section <c>Wristband</c>. Three of them are required; the platform supplies the rest
/// (<see cref="AutoConfigure"/>) or a default does. All are checked when the application starts.
/// </summary>
public sealed class WristbandOptions
{
    /// <summary>The application's host on the platform, <c>host[:port]</c>. Also read from <c>APPLICATION_VANITY_DOMAIN</c>.</summary>
    /// <remarks>
    /// The scheme is https. In Development, a host under <c>.localhost</c> or a loopback address may be written with
    /// <c>http://</c> in front to be reached without TLS.
    /// </remarks>
    /// <value>Required.</value>
    public string ApplicationVanityDomain { get; set; } = "";

    /// <summary>The OAuth client's id. Also read from <c>CLIENT_ID</c>.</summary>
    /// <value>Required.</value>
    public string ClientId { get; set; } = "";

    /// <summary>The OAuth client's secret. Also read from <c>CLIENT_SECRET</c>. Keep it out of source control.</summary>
    /// <value>
    /// Required, at least 32 characters; an API that only validates access tokens, without <c>MapWristband()</c>, needs none.
    /// </value>
    public string ClientSecret { get; set; } = "";

    /// <summary>
    /// Whether the platform is asked for what is not set here: login and redirect URL, tenant subdomains, separator, login page.
    /// </summary>
    /// <value><see langword="true"/>. When false, <see cref="LoginUrl"/> and <see cref="RedirectUri"/> are required.</value>
    public bool AutoConfigure { get; set; } = true;

    /// <summary>The address of this application's login endpoint, with <c>{tenant_name}</c> as first label in subdomain mode.</summary>
    /// <value>From the platform.</value>
    public string? LoginUrl { get; set; }

    /// <summary>The address of this application's callback endpoint, exactly as registered with the client.</summary>
    /// <value>From the platform.</value>
    public string? RedirectUri { get; set; }

    /// <summary>The domain below which each tenant has its own subdomain of this application, e.g. <c>yourapp.io</c>.</summary>
    /// <value>From the platform; unset means that the tenant comes from the query.</value>
    public string? ParseTenantFromRootDomain { get; set; }

    /// <summary>Whether <see cref="ApplicationVanityDomain"/> is a custom domain, so that tenants are joined to it with a dot.</summary>
    /// <value>From the platform, else <see langword="false"/>.</value>
    public bool? IsApplicationCustomDomainActive { get; set; }

    /// <summary>A login page of your own for visitors whose tenant is unknown.</summary>
    /// <value>From the platform; unset means the platform's page.</value>
    public string? CustomApplicationLoginPageUrl { get; set; }

    /// <summary>The scopes to ask for; <c>openid</c> must be among them. What settings list is added to the defaults.</summary>
    /// <value><c>openid offline_access email</c>. To ask for less, remove one in code.</value>
    public IList<string> Scopes { get; } = ["openid", "offline_access", "email"];

    /// <summary>The tenant for logins that name none.</summary>
    /// <value>None: such visitors go to the application's login page.</value>
    public string? DefaultTenantName { get; set; }

    /// <summary>The tenant custom domain for logins that name neither tenant nor domain.</summary>
    /// <value>None.</value>
    public string? DefaultTenantCustomDomain { get; set; }

    /// <summary>Tenant custom domains that are trusted without asking the platform.</summary>
    /// <value>None: the platform is asked, and the answer kept for five minutes.</value>
    public IList<string> TenantCustomDomains { get; } = [];

    /// <summary>Where the browser goes after login and logout when the application did not say.</summary>
    /// <value><c>/</c></value>
    public string DefaultReturnUrl { get; set; } = "/";

    /// <summary>Origins besides the application's own to which <c>return_url</c> may lead, e.g. a front end on another port.</summary>
    /// <value>None.</value>
    public IList<string> AllowedReturnOrigins { get; } = [];

    /// <summary>Origins besides the application's own whose pages may send unsafe requests with the session cookie.</summary>
    /// <value>None.</value>
    public IList<string> AllowedCsrfOrigins { get; } = [];

    /// <summary>The path under which <c>MapWristband()</c> puts its endpoints.</summary>
    /// <value><c>/api/auth</c></value>
    public string AuthPath { get; set; } = "/api/auth";

    /// <summary>Paths under which every endpoint has to say who may call it: an authorization rule, or <c>AllowAnonymous()</c>.</summary>
    /// <value>None. With <c>/api</c>, an endpoint under it that says nothing stops the start outside Development.</value>
    public IList<string> ProtectedPaths { get; } = [];

    /// <summary>Whether the finished application is looked at when it starts: middleware, endpoints, settings around these.</summary>
    /// <value><see langword="true"/>: what is found is logged, and what is unsafe stops the start.</value>
    public bool StartupAudit { get; set; } = true;

    /// <summary>How long a session lives without a request.</summary>
    /// <value>60 minutes.</value>
    public TimeSpan SessionIdleTimeout { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a session lives at most, whatever happens.</summary>
    /// <value>12 hours; at most 24.</value>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Where sessions are kept: in their cookie, or in the <c>IDistributedCache</c> that the application registered.</summary>
    /// <value><see cref="WristbandSessionStore.Cookie"/></value>
    public WristbandSessionStore SessionStore { get; set; } = WristbandSessionStore.Cookie;

    /// <summary>
    /// Whether replicas take turns when they renew one session's tokens or complete one login, by the <c>IDistributedLockProvider</c> that
    /// the application registered. Of use together with <see cref="SessionStore"/>: who waited finds what the other one stored.
    /// </summary>
    /// <value><see langword="false"/>: the platform forgives replicas that renew at once.</value>
    public bool DistributedLocks { get; set; }

    /// <summary>
    /// Whether <c>POST {AuthPath}/backchannel-logout</c> takes logout tokens (OpenID Connect Back-Channel Logout 1.0), by which the
    /// platform ends sessions here when somebody logs out there. The address has to be registered with the client.
    /// </summary>
    /// <remarks>With <see cref="SessionStore"/> in a cache, sessions end on all replicas; else in the process that got the token.</remarks>
    /// <value><see langword="false"/></value>
    public bool BackchannelLogout { get; set; }

    /// <summary>The session cookie's SameSite mode: Lax or Strict.</summary>
    /// <value><see cref="SameSiteMode.Lax"/></value>
    public SameSiteMode SessionSameSite { get; set; } = SameSiteMode.Lax;

    /// <summary>How long before its end an access token is refreshed; at most half of the token's life.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan TokenExpirationBuffer { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether a session without refresh token outlives its access token. It cannot be revoked by the platform then.</summary>
    /// <value><see langword="false"/>: such a session ends with its access token.</value>
    public bool AllowSessionPastAccessToken { get; set; }

    /// <summary>
    /// Audiences, besides the application itself, that a bearer token may name: one is enough. A token without audience is accepted.
    /// </summary>
    /// <value>None.</value>
    public IList<string> Audiences { get; } = [];

    /// <summary>
    /// Clients, besides <see cref="ClientId"/>, whose access tokens are accepted as bearer tokens; <c>client_id</c> in the token
    /// (RFC 9068, section 2.2) names them.
    /// </summary>
    /// <value>None: the tokens of every client of this application are accepted.</value>
    public IList<string> AllowedClientIds { get; } = [];

    /// <summary>
    /// Secrets from which the keys of all cookies are derived, for several replicas without a shared key ring: at least 32
    /// characters each, the first encrypts, all decrypt. At most three.
    /// </summary>
    /// <value>None: the configured data-protection key ring is used. Production needs one or the other.</value>
    public IList<string> SessionSecrets { get; } = [];

    /// <summary>The application's hooks.</summary>
    /// <value>Events that do nothing.</value>
    public WristbandEvents Events { get; set; } = new();
}
