namespace Wristband.AspNetCore;

/// <summary>
/// Names the words of the pages that the SDK shows by itself. They are in English and German; register an
/// <c>IStringLocalizer&lt;WristbandTexts&gt;</c> to say some of them differently, or all of them in another language.
/// </summary>
/// <remarks>
/// The keys are those of <c>WristbandTexts.resx</c>. What the localizer does not know is said in the SDK's own words. <c>Language</c> and
/// <c>Direction</c> become the page's <c>lang</c> and <c>dir</c>.
/// </remarks>
public sealed class WristbandTexts
{
    private WristbandTexts()
    {
    }
}
