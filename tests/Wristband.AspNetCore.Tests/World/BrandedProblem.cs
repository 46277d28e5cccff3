using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>An application's own problem page, as its Razor compiler would make it.</summary>
internal sealed class BrandedProblem : ComponentBase
{
    [Parameter]
    public WristbandProblemContext Problem { get; set; } = null!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "h1");
        builder.AddAttribute(1, "class", "brand");
        builder.AddContent(2, Problem.Title);
        builder.CloseElement();
        builder.OpenElement(3, "a");
        builder.AddAttribute(4, "href", Problem.RetryUrl);
        builder.AddContent(5, Problem.RetryText);
        builder.CloseElement();
    }
}
