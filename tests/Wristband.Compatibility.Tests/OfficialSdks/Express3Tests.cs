using Wristband.Compatibility.Tests.Documents;
using Wristband.Compatibility.Tests.Running;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.Compatibility.Tests.OfficialSdks;

/// <summary>Version 3.0.1 from npm.</summary>
[Sdk("@wristband/express-auth 3.x, @wristband/typescript-jwt")]
public sealed class Express3Tests(Guests guests, Chromium chromium) : ExpressJourneys(guests, chromium)
{
    private protected override GuestApp App => Guests.Express3;
}
