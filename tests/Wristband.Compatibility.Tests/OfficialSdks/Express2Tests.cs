using Wristband.Compatibility.Tests.Documents;
using Wristband.Compatibility.Tests.Running;

namespace Wristband.Compatibility.Tests.OfficialSdks;

/// <summary>Version 2.2.0 from npm.</summary>
[Sdk("@wristband/express-auth 2.x, @wristband/typescript-jwt")]
public sealed class Express2Tests(Guests guests) : ExpressJourneys(guests)
{
    private protected override GuestApp App => Guests.Express2;
}
