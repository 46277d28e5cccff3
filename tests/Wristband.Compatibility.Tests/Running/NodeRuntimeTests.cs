namespace Wristband.Compatibility.Tests.Running;

public class NodeRuntimeTests
{
    [Theory]
    [InlineData("v18.20.4", false)]
    [InlineData("v20.18.3", false)]
    [InlineData("v20.19.0", true)]
    [InlineData("v21.7.3", false)]
    [InlineData("v22.11.0", false)]
    [InlineData("v22.12.0", true)]
    [InlineData("v24.1.0", true)]
    [InlineData("what?", false)]
    public void The_systems_node_is_taken_when_all_packages_support_it(string version, bool taken) =>
        NodeRuntime.RunsAllPackages(version).ShouldBe(taken);
}
