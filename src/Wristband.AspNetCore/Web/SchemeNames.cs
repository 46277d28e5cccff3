namespace Wristband.AspNetCore.Web;

/// <summary>The names under which one configuration is known to the framework.</summary>
internal sealed record SchemeNames(string Session, string Jwt, string SessionPolicy, string JwtPolicy, string Backchannel)
{
    /// <summary>Where a request keeps what it found out about its session.</summary>
    public string SessionItem { get; } = Session + ".request";

    public static readonly SchemeNames Default = new(
        WristbandDefaults.SessionScheme,
        WristbandDefaults.JwtScheme,
        WristbandDefaults.SessionPolicy,
        WristbandDefaults.JwtPolicy,
        WristbandDefaults.BackchannelName);
}
