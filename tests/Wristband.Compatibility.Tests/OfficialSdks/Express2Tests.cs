using Wristband.Compatibility.Tests.Documents;
using Wristband.Compatibility.Tests.Running;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.Compatibility.Tests.OfficialSdks;

/// <summary>Version 2.2.0 from npm.</summary>
[Sdk("@wristband/express-auth 2.x, @wristband/typescript-jwt")]
public sealed class Express2Tests(Guests guests, Chromium chromium) : ExpressJourneys(guests, chromium)
{
    private protected override GuestApp App => Guests.Express2;
}
