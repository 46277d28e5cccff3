namespace Wristband.DemoApp.Web;

/// <summary>One button that calls an API, with what it sends, why that works, and where the code is. Drawn by Shared/_Exchange.</summary>
internal sealed record ApiCall
{
    /// <summary>The name under which the page's script knows the call.</summary>
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string Button { get; init; }
    public required string Path { get; init; }
    public required string Request { get; init; }
    public required string Explanation { get; init; }
    public required string Source { get; init; }
    public required string SourceFile { get; init; }
}
