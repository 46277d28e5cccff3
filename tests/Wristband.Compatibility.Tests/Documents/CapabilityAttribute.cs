namespace Wristband.Compatibility.Tests.Documents;

/// <summary>What this test proves about the SDK of its class; a column of docs/compatibility.md.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CapabilityAttribute(string name) : Attribute
{
    public const string Login = "login";
    public const string Session = "session";
    public const string Refresh = "refresh";
    public const string Jwt = "bearer";
    public const string Logout = "logout";
    public const string Signup = "signup";
    public const string Discovery = "tenant discovery";
    public const string Metadata = "metadata";
    public const string UserInfo = "userinfo";
    public const string Browser = "all of it in Chromium";

    public string Name => name;
}
