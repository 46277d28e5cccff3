namespace Wristband.Compatibility.Tests.Running;

/// <summary>Somebody else's code as an application of our platform: a script of this project's apps folder, or the test itself.</summary>
internal sealed record GuestApp(string Name, string? Script, string LoginPath, string CallbackPath)
{
    public int Port { get; } = Loopback.FreePort();

    public string Url => $"http://localhost:{Port}";

    public static GuestApp Express(string generation) => new("express" + generation, $"express-auth-{generation}.mjs", "/api/auth/login", "/api/auth/callback");

    public static GuestApp RelyingParty(string name, string? script) => new(name, script, "/login", "/callback");
}
