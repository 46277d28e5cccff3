using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Wristband.Platform.Email;

namespace Wristband.Platform.Tests.Email;

/// <summary>What the platform refuses to start with.</summary>
public class SmtpOptionsTests
{
    private static IEnumerable<string> Problems(SmtpOptions options, string environment = "Production") =>
        new ValidateSmtpOptions(new HostingEnvironment { EnvironmentName = environment }).Validate(null, options).Failures ?? [];

    private static SmtpOptions Sound => new() { Host = "smtp.example.com", From = "no-reply@example.com" };

    [Fact]
    public void Sound_options_are_accepted_and_ask_for_tls()
    {
        Problems(Sound).ShouldBeEmpty();
        Sound.SocketOptions.ShouldBe(MailKit.Security.SecureSocketOptions.StartTls);
    }

    [Fact]
    public void Only_Development_goes_without()
    {
        Problems(new SmtpOptions(), Environments.Development).ShouldBeEmpty();
        Problems(new SmtpOptions()).ShouldHaveSingleItem().ShouldStartWith("WB2100");
        Problems(new SmtpOptions(), Environments.Staging).ShouldHaveSingleItem().ShouldStartWith("WB2100");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not an address")]
    public void The_sender_is_an_address(string? from)
    {
        var options = Sound;
        options.From = from;

        Problems(options).ShouldHaveSingleItem().ShouldStartWith("WB2101");
    }

    [Theory]
    [InlineData("smtp.example.com", false)]
    [InlineData("10.0.0.7", false)]
    [InlineData("localhost.example.com", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    public void Plain_text_stays_on_the_machine(string host, bool accepted)
    {
        var options = Sound;
        (options.Host, options.Security) = (host, SmtpSecurity.None);

        Problems(options).Any(p => p.StartsWith("WB2102", StringComparison.Ordinal)).ShouldBe(!accepted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void The_port_is_one(int port)
    {
        var options = Sound;
        options.Port = port;

        Problems(options).ShouldHaveSingleItem().ShouldStartWith("WB2103");
    }
}
