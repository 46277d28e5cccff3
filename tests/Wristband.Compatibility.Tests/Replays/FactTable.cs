namespace Wristband.Compatibility.Tests.Replays;

/// <summary>The wire contract, section by section.</summary>
internal static class FactTable
{
    public static IReadOnlyList<(string Section, string Title)> Sections { get; } =
    [
        ("2.0", "Endpoints"), ("2.1", "SDK configuration"), ("2.2", "Authorize"), ("2.3", "Token"), ("2.4", "Userinfo"), ("2.5", "Revoke"),
        ("2.6", "Logout"), ("2.7", "JWKS"), ("2.8", "Discovery document"), ("2.9", "Tenant discovery"), ("2.10", "Signup"),
        ("2.11", "Callback parameters"),
        ("2.12", "Custom-domain validation"), ("2.13", "Resource and workflow APIs"), ("3", "Tokens"),
    ];

    public static IReadOnlyList<Fact> All { get; } =
    [
        .. new EndpointFacts().All, .. new SdkConfigurationFacts().All, .. new AuthorizeParameterFacts().All, .. new AuthorizeFacts().All,
        .. new TokenFacts().All, .. new TokenErrorFacts().All, .. new UserInfoFacts().All, .. new RevokeFacts().All,
        .. new LogoutFacts().All, .. new JwksFacts().All, .. new DiscoveryDocumentFacts().All, .. new TenantDiscoveryFacts().All,
        .. new SignupFacts().All,
        .. new CallbackFacts().All, .. new CustomDomainFacts().All, .. new ResourceApiFacts().All, .. new TokenClaimFacts().All,
    ];
}
