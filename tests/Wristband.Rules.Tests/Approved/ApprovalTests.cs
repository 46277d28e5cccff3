using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Approved;

public class ApprovalTests
{
    [Fact]
    public void The_approved_text_is_accepted() => Approval.Differences("a\nb\n", "a\nb", "file").ShouldBeNone();

    [Theory]
    [InlineData("a", "new:   b")]
    [InlineData("a\nb\nc", "gone:  c")]
    [InlineData("b\na", "another order")]
    [InlineData("a\nb\na", "another order or number")]
    [InlineData("", "new:   a")]
    public void Any_difference_can_fail(string approved, string problem) =>
        Approval.Differences(approved, "a\nb", "file").ShouldReport(problem);
}
