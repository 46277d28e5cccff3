using Wristband.AspNetCore.Configuration;

namespace Wristband.AspNetCore.Tests.Configuration;

public class EnvironmentFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  A = b  ", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("A=\"b c\"", "b c")]
    [InlineData("A='b c'", "b c")]
    [InlineData("A='b # c'", "b # c")]
    [InlineData("A=b # comment", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=b=c", "b=c")]
    [InlineData("A=\"b", "\"b")]
    [InlineData("A=", "")]
    [InlineData("A=1\nA=2", "2")]
    [InlineData("#A=1\nA=2\n\n=x\nnonsense", "2")]
    public void Lines_are_read_as_people_write_them(string text, string value) =>
        EnvironmentFile.Parse(text.Split('\n')).ShouldHaveSingleItem().ShouldBe(new("A", value));
}
