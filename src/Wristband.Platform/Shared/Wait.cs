using Microsoft.Extensions.Localization;
using Wristband.Platform.Http;

namespace Wristband.Platform.Shared;

/// <summary>How long to wait, in words.</summary>
internal static class Wait
{
    public static string InWords(TimeSpan time, IStringLocalizer<HttpTexts> texts)
    {
        var seconds = (int)Math.Ceiling(time.TotalSeconds);
        return seconds switch
        {
            <= 1 => texts["OneSecond"],
            < 90 => texts["Seconds", seconds],
            _ => texts["Minutes", (seconds + 59) / 60],
        };
    }
}
