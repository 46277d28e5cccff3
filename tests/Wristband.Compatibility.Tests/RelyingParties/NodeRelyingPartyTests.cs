using Wristband.Compatibility.Tests.Documents;
using Wristband.Compatibility.Tests.Running;

namespace Wristband.Compatibility.Tests.RelyingParties;

/// <summary>Certified by the OpenID Foundation.</summary>
[Sdk("openid-client 6.9")]
public sealed class OpenIdClientTests(Guests guests) : RelyingPartyJourneys(guests)
{
    private protected override GuestApp App => Guests.OpenIdClient;
}

/// <summary>Certified by the OpenID Foundation.</summary>
[Sdk("oauth4webapi 3.8")]
public sealed class Oauth4WebApiTests(Guests guests) : RelyingPartyJourneys(guests)
{
    private protected override GuestApp App => Guests.Oauth4WebApi;
}

/// <summary>A middleware that hides the protocol from its user.</summary>
[Sdk("express-openid-connect 3.4")]
public sealed class ExpressOpenIdConnectTests(Guests guests) : RelyingPartyJourneys(guests)
{
    private protected override GuestApp App => Guests.ExpressOpenIdConnect;
}
