using PublicApiGenerator;
using Wristband.AspNetCore;
using Wristband.AspNetCore.Testing;
using Wristband.Platform.Testing;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Contracts;

public class PublicApiTests
{
    /// <summary>Nothing is left out: the extension methods live in namespaces that start with Microsoft.</summary>
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] };

    [Fact]
    public void The_public_surface_of_the_SDK_is_approved() =>
        typeof(WristbandOptions).Assembly.GeneratePublicApi(Options).ShouldBeApproved("Wristband.AspNetCore");

    [Fact]
    public void The_public_surface_of_the_package_for_tests_is_approved() =>
        typeof(WristbandTestPlatform).Assembly.GeneratePublicApi(Options).ShouldBeApproved("Wristband.AspNetCore.Testing");

    [Fact]
    public void The_public_surface_of_the_platform_for_tests_is_approved() =>
        typeof(RealPlatform).Assembly.GeneratePublicApi(Options).ShouldBeApproved("Wristband.Platform.Testing");

    [Fact]
    public void A_changed_public_surface_can_fail()
    {
        var approved = File.ReadAllText(Repository.Folder("tests/Wristband.Rules.Tests/Approved/Wristband.AspNetCore.approved.txt"));
        var changed = typeof(WristbandOptions).Assembly.GeneratePublicApi(Options)
            .Replace("string ClientId", "string ClientIdentifier", StringComparison.Ordinal);

        Approval.Differences(approved, changed, "api").ShouldReport("ClientIdentifier");
    }
}
