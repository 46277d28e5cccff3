using System.Globalization;

namespace Wristband.Platform.Http;

/// <summary>How long to wait, in words.</summary>
internal static class Wait
{
    public static string InWords(TimeSpan time)
    {
        var seconds = (int)Math.Ceiling(time.TotalSeconds);
        return seconds switch
        {
            <= 1 => "a second",
            < 90 => seconds.ToString(CultureInfo.InvariantCulture) + " seconds",
            _ => ((seconds + 59) / 60).ToString(CultureInfo.InvariantCulture) + " minutes",
        };
    }
}
